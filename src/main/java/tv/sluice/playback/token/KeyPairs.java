package tv.sluice.playback.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/** Key pairs for playback tokens and their PEM texts (RFC 7468): PKCS #8 for the private part, SubjectPublicKeyInfo for the public. */
public final class KeyPairs {
    private static final int MODULUS_BITS = 2048;

    private KeyPairs() {}

    /** A fresh RS256 key pair. Takes tenths of a second of processor time. */
    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(MODULUS_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has RSA", e);
        }
    }

    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    public static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** @throws IllegalArgumentException if the text is not the public part of an RS256 key */
    public static PublicKey publicKey(String pem) {
        try {
            byte[] encoded = bytes("PUBLIC KEY", pem);
            return ofOurSize(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a public RSA key", e);
        }
    }

    /** @throws IllegalArgumentException if the text is not the private part of an RS256 key */
    public static PrivateKey privateKey(String pem) {
        try {
            byte[] encoded = bytes("PRIVATE KEY", pem);
            return ofOurSize(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a private RSA key", e);
        }
    }

    private static <K> K ofOurSize(K key) {
        int bits = ((RSAKey) key).getModulus().bitLength();
        if (bits != MODULUS_BITS) {
            throw new IllegalArgumentException("The key has " + bits + " bits, not " + MODULUS_BITS);
        }
        return key;
    }

    private static String pem(String label, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static byte[] bytes(String label, String pem) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        String text = pem.strip();
        if (!text.startsWith(begin) || !text.endsWith(end) || text.length() < begin.length() + end.length()) {
            throw new IllegalArgumentException("Not a PEM text of a " + label.toLowerCase(Locale.ROOT));
        }
        String body = text.substring(begin.length(), text.length() - end.length());
        return Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.ISO_8859_1));
    }
}
