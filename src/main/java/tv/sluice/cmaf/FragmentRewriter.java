package tv.sluice.cmaf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Rewrites an encoder's fragmented MP4 file of one track into CMAF segments that join exactly with those of other chunks. */
public final class FragmentRewriter {
    private FragmentRewriter() {}

    /**
     * Writes the segments to {@code out}, back to back, and returns their table with the initialisation segment.
     *
     * @throws Mp4Exception if the file is not what it should be; what was written until then is worthless
     */
    public static RewrittenTrack rewrite(FileChannel in, WritableByteChannel out, CutOrder order) throws IOException {
        throw new UnsupportedOperationException();
    }
}
