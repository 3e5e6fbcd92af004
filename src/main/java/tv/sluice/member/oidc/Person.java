package tv.sluice.member.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the identity provider knows. Issuer and subject say who it is; an address may pass to somebody else.
 *
 * @param email verified by the provider, else null
 * @param operator whether the configuration makes this person an operator of the installation
 * @param expiresAt when what proves this ends
 */
public record Person(
        String issuer,
        String subject,
        @Nullable String email,
        @Nullable String name,
        boolean operator,
        Instant expiresAt) {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;
    private static final int MAX_DISPLAY = 250;

    /** A short name for issuer and subject, the same everywhere and for ever; made of 130 bits of a SHA-256. */
    public String id() {
        return id(issuer, subject);
    }

    /** The same for a person of whom only this is known. */
    public static String id(String issuer, String subject) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((issuer + '\n' + subject).getBytes(StandardCharsets.UTF_8));
            StringBuilder id = new StringBuilder("per_");
            for (int bit = 0; bit < LENGTH * 5; bit += 5) {
                int pair = (hash[bit / 8] & 0xff) << 8 | hash[bit / 8 + 1] & 0xff;
                id.append(ALPHABET.charAt(pair >> 11 - bit % 8 & 31));
            }
            return id.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** How the address is compared: the case of letters does not matter. Null without a verified address. */
    public @Nullable String addressKey() {
        return email == null ? null : addressKey(email);
    }

    public static String addressKey(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    /** What other people call this person, in at most 250 characters. */
    public String display() {
        String whole = name == null ? subject : name;
        if (email != null) {
            whole = name == null ? email : name + " <" + email + '>';
        }
        return whole.substring(0, Math.min(whole.length(), MAX_DISPLAY));
    }
}
