package tv.sluice.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A computed playlist as it is sent.
 *
 * @param gzip the same compressed, if it was worth it
 * @param tag strong entity tag of the plain bytes, without quotes
 */
record Text(byte[] plain, byte @Nullable [] gzip, String tag) {
    private static final int WORTH_COMPRESSING = 1_024;
    private static final int TAG_BYTES = 10;

    /** A text that is kept and sent many times: compressed once, too. */
    static Text kept(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return new Text(plain, plain.length < WORTH_COMPRESSING ? null : compress(plain), tag(plain));
    }

    /** A text for one viewer, which does not pay to compress. */
    static Text once(byte[] plain) {
        return new Text(plain, null, tag(plain));
    }

    private static byte[] compress(byte[] plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static String tag(byte[] plain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
