package tv.sluice.video;

/** Where the objects of a video lie in storage. */
public final class VideoObjects {
    private VideoObjects() {}

    /** The folder of all that was made from the source. */
    public static String folder(String videoId) {
        return "v/" + videoId;
    }

    /** What delivery computes playlists from. */
    public static String descriptor(String videoId) {
        return folder(videoId) + "/descriptor.json";
    }
}
