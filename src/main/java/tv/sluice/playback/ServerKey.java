package tv.sluice.playback;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.sluice.playback.token.KeyPairs;
import tv.sluice.playback.token.PublicKeyRecord;
import tv.sluice.playback.token.TokenAlgorithm;

/**
 * The key pair with which the server signs playback tokens. Its id is computed from the public part, so all processes that have the key
 * know it by the same id.
 */
record ServerKey(String id, PrivateKey privateKey, PublicKey publicKey) {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 26;

    /** A new pair as text. */
    static String newPem() {
        KeyPair pair = KeyPairs.generate();
        return KeyPairs.pem(pair.getPrivate()).strip() + '\n' + KeyPairs.pem(pair.getPublic());
    }

    /** The pair of this text, which has both parts as PEM. */
    static ServerKey ofPem(String pem) {
        PublicKey publicKey = KeyPairs.publicKey(part(pem, "PUBLIC KEY"));
        return new ServerKey(id(publicKey), KeyPairs.privateKey(part(pem, "PRIVATE KEY")), publicKey);
    }

    /** What delivery gets to see of it: a key of no tenant, valid for all. */
    PublicKeyRecord published() {
        return new PublicKeyRecord(id, null, TokenAlgorithm.RS256, KeyPairs.pem(publicKey));
    }

    private static String part(String pem, String label) {
        Matcher part = Pattern.compile("-----BEGIN " + label + "-----[^-]+-----END " + label + "-----")
                .matcher(pem);
        if (!part.find()) {
            throw new IllegalArgumentException("The server's signing key has no " + label);
        }
        return part.group();
    }

    /** The form of our ids, from the first 130 bits of the public part's SHA-256. */
    private static String id(PublicKey key) {
        try {
            BigInteger digest =
                    new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
            StringBuilder id = new StringBuilder(SigningKey.PREFIX).append('_');
            for (int i = 0; i < ID_LENGTH; i++) {
                id.append(ALPHABET.charAt(digest.shiftRight(256 - 5 * (i + 1)).intValue() & 31));
            }
            return id.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
