package tv.sluice.playback.token;

import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/** Key pairs for playback tokens and their PEM texts (RFC 7468): PKCS #8 for the private part, SubjectPublicKeyInfo for the public. */
public final class KeyPairs {
    private static final ECParameterSpec P256 = p256();

    private KeyPairs() {}

    /** A fresh ES256 key pair. */
    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(P256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no P-256", e);
        }
    }

    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    public static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** @throws IllegalArgumentException if the text is not the public part of an ES256 key */
    public static PublicKey publicKey(String pem) {
        try {
            byte[] encoded = bytes("PUBLIC KEY", pem);
            return onP256(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a public key on P-256", e);
        }
    }

    /** @throws IllegalArgumentException if the text is not the private part of an ES256 key */
    public static PrivateKey privateKey(String pem) {
        try {
            byte[] encoded = bytes("PRIVATE KEY", pem);
            return onP256(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a private key on P-256", e);
        }
    }

    private static <K> K onP256(K key) {
        ECParameterSpec curve = ((ECKey) key).getParams();
        if (!curve.getCurve().equals(P256.getCurve()) || !curve.getGenerator().equals(P256.getGenerator())) {
            throw new IllegalArgumentException("The key is on another curve than P-256");
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

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no P-256", e);
        }
    }
}
