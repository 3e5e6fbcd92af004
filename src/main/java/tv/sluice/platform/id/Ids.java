package tv.sluice.platform.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Identifiers: a prefix, an underscore and a ULID in lower case (48 bits of milliseconds, 80 random bits, Crockford's base 32). */
public final class Ids {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final Pattern BODY = Pattern.compile("[0-9a-hjkmnp-tv-z]{26}");
    private static final int LENGTH = 26;
    private static final int TIME_LENGTH = 10;
    private static final long MAX_SECONDS = (1L << 48) / 1_000 - 1;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new identifier that sorts after those made in earlier milliseconds. */
    public static String next(String prefix) {
        return at(prefix, System.currentTimeMillis());
    }

    /** The smallest identifier that can be made at this instant or later, to compare with. */
    public static String first(String prefix, Instant instant) {
        char[] body = new char[LENGTH];
        Arrays.fill(body, ALPHABET[0]);
        // Before 1970 and after 10889 there is nothing.
        writeTime(body, Math.clamp(instant.getEpochSecond(), 0, MAX_SECONDS) * 1_000 + instant.getNano() / 1_000_000);
        return prefix + '_' + new String(body);
    }

    private static void writeTime(char[] body, long millis) {
        long time = millis;
        for (int i = TIME_LENGTH - 1; i >= 0; i--) {
            body[i] = ALPHABET[(int) (time & 31)];
            time >>>= 5;
        }
    }

    /** The same for what nobody may rely on being hard to guess, such as requests; it is made without waiting for anybody. */
    public static String nextGuessable(String prefix) {
        return at(prefix, System.currentTimeMillis(), ThreadLocalRandom.current());
    }

    static String at(String prefix, long millis) {
        return at(prefix, millis, RANDOM);
    }

    private static String at(String prefix, long millis, Random source) {
        char[] body = new char[LENGTH];
        writeTime(body, millis);
        byte[] random = new byte[16];
        source.nextBytes(random);
        for (int i = TIME_LENGTH; i < LENGTH; i++) {
            body[i] = ALPHABET[random[i - TIME_LENGTH] & 31];
        }
        return prefix + '_' + new String(body);
    }

    /** When a valid identifier was made. */
    public static Instant time(String id) {
        int body = id.length() - LENGTH;
        if (body < 1 || !isValid(id.substring(0, body - 1), id)) {
            throw new IllegalArgumentException("Not an identifier: " + id);
        }
        long millis = 0;
        for (int i = body; i < body + TIME_LENGTH; i++) {
            millis = millis << 5 | Arrays.binarySearch(ALPHABET, id.charAt(i));
        }
        return Instant.ofEpochMilli(millis);
    }

    /** Whether the text is an identifier with this prefix. */
    public static boolean isValid(String prefix, String text) {
        int body = prefix.length() + 1;
        return text.length() == body + LENGTH
                && text.startsWith(prefix)
                && text.charAt(prefix.length()) == '_'
                && BODY.matcher(text).region(body, text.length()).matches();
    }
}
