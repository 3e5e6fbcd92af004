package tv.sluice.cmaf;

/** HLS playlists (RFC 8216) computed from a descriptor. */
public final class HlsWriter {
    private HlsWriter() {}

    /**
     * The multivariant playlist.
     *
     * @param uriPrefix put before each {@code {renditionId}/index.m3u8}; empty or ending in a slash
     */
    public static String multivariant(Descriptor video, String uriPrefix) {
        throw new UnsupportedOperationException();
    }

    /**
     * The media playlist of one rendition, with {@code init.mp4} and {@code 0.m4s …} beside it.
     *
     * @param complete true ends the list (VOD); false lets players come back for more (EVENT)
     */
    public static String media(SegmentTable segments, boolean complete) {
        throw new UnsupportedOperationException();
    }
}
