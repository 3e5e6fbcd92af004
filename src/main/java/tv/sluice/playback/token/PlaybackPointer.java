package tv.sluice.playback.token;

import java.util.Objects;

/**
 * Where a playback id leads, as it lies in storage for delivery.
 *
 * @param descriptorKey storage key of the video's descriptor, which may not be there yet
 */
public record PlaybackPointer(String playbackId, String tenantId, String videoId, Policy policy, String descriptorKey) {

    /** Who may play. */
    public enum Policy {
        PUBLIC,
        SIGNED
    }

    public PlaybackPointer {
        Objects.requireNonNull(playbackId, "playbackId");
        Objects.requireNonNull(tenantId, "tenantId");
        Objects.requireNonNull(videoId, "videoId");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(descriptorKey, "descriptorKey");
    }

    /** Where the pointer of a playback id lies in storage. */
    public static String storageKey(String playbackId) {
        return "p/" + playbackId + ".json";
    }

    public byte[] toJson() {
        return StoredJson.write(this);
    }

    /** @throws IllegalArgumentException if the bytes are not a pointer, or its policy is not known here */
    public static PlaybackPointer fromJson(byte[] json) {
        return StoredJson.read(json, PlaybackPointer.class);
    }
}
