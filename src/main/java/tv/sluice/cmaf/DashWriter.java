package tv.sluice.cmaf;

import java.time.Instant;

/** The DASH manifest (ISO/IEC 23009-1, live profile) of the same segments as the HLS playlists. */
public final class DashWriter {
    private DashWriter() {}

    /**
     * The manifest: static for a complete video, dynamic for one that still grows.
     *
     * @param baseUrl what {@code {renditionId}/…} is relative to; empty for the manifest's own folder, else ending in a slash
     * @param availableSince when the first segments of a growing video were published
     * @param now time of publication of this version of a growing video's manifest
     */
    public static String manifest(Descriptor video, String baseUrl, Instant availableSince, Instant now) {
        throw new UnsupportedOperationException();
    }
}
