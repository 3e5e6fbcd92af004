package tv.sluice.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;

/** What a person may write about an API key, as it is to be. */
record KeyChange(
        String name, List<String> origins, @Nullable Instant expiresAt) {
    /** What is there now, patched (JSON Merge Patch, RFC 7396): null clears, an absent member stays. */
    static KeyChange of(ApiKey key, JsonNode patch) {
        return new KeyChange(
                patch.has("name") ? patch.get("name").textValue() : key.name(),
                patch.has("origins") ? texts(patch.get("origins")) : key.origins(),
                patch.has("expiresAt") ? instant(patch.get("expiresAt")) : key.expiresAt());
    }

    /** Whether that changed anything. */
    boolean apply(ApiKey key, Instant now) {
        if (equals(new KeyChange(key.name(), key.origins(), key.expiresAt()))) {
            return false;
        }
        if (key.state(now) == KeyState.REVOKED) {
            throw AccessProblems.conflict("The API key " + key.id() + " is REVOKED: it stays as it is.");
        }
        @Nullable Instant until = Objects.equals(expiresAt, key.expiresAt()) ? null : expiresAt;
        new KeyDraft("", name, key.kind(), key.environment(), null, origins, until).check(now);
        if (key.replacedBy() != null && !Objects.equals(expiresAt, key.expiresAt())) {
            throw AccessProblems.conflict(
                    "The API key has been replaced by " + key.replacedBy() + ": it ends with the overlap.");
        }
        key.describe(name, origins, expiresAt);
        return true;
    }

    private static List<String> texts(JsonNode array) {
        return WebOrigins.normal(StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList());
    }

    private static @Nullable Instant instant(JsonNode value) {
        try {
            return value.isNull() ? null : Instant.parse(value.textValue());
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(
                    "/expiresAt",
                    "bad_format",
                    "Got " + value.textValue() + ", expected an instant, e.g. 2026-01-31T09:30:00Z.");
        }
    }
}
