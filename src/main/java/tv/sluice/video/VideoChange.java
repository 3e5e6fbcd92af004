package tv.sluice.video;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a person may write about a video, as it is to be. */
record VideoChange(
        @Nullable String title,
        @Nullable String description,
        @Nullable String externalId) {
    /** What is there now, patched (JSON Merge Patch, RFC 7396): null clears, an absent member stays. */
    static VideoChange of(Video video, JsonNode patch) {
        return new VideoChange(
                merged(patch, "title", video.title()),
                merged(patch, "description", video.description()),
                merged(patch, "externalId", video.externalId()));
    }

    boolean isNoneOf(Video video) {
        return equals(new VideoChange(video.title(), video.description(), video.externalId()));
    }

    private static @Nullable String merged(JsonNode patch, String field, @Nullable String current) {
        JsonNode value = patch.get(field);
        if (value == null) {
            return current;
        }
        return value.isNull() ? null : value.textValue();
    }
}
