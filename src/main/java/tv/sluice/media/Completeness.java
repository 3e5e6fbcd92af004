package tv.sluice.media;

/** Tells a file that was cut off from one that is whole. */
final class Completeness {
    private Completeness() {}

    static void check(SourceInfo info, PacketList packets, String errors) throws MediaException {
        if (info.container().equals("mp4") && errors.contains("partial file")) {
            throw new MediaException(MediaFault.SOURCE_TRUNCATED, "x");
        }
    }
}
