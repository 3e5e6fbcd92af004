package tv.sluice.media;

import tv.sluice.cmaf.ChunkObject;
import tv.sluice.cmaf.ObjectRegion;
import tv.sluice.cmaf.TrackFormat;

/**
 * What one task made of one rendition.
 *
 * @param init where the initialisation segment lies, in the same object as the segments
 * @param initDigest SHA-256 of the initialisation segment, in hex: equal for all chunks that belong to one rendition
 */
public record EncodedRendition(
        String renditionId, TrackFormat format, ObjectRegion init, String initDigest, ChunkObject chunk) {}
