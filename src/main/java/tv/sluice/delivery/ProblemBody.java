package tv.sluice.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemType;

/** Problem details (RFC 9457) as JSON, in the shape that the API has. */
final class ProblemBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String TYPE_PREFIX = "urn:sluice:problem:";

    private ProblemBody() {}

    static byte[] of(Answer.Problem problem, String requestId) {
        ProblemType type = problem.type();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE_PREFIX + type.code());
            json.writeStringField("title", type.title());
            json.writeNumberField("status", type.status());
            json.writeStringField("detail", problem.detail());
            json.writeStringField("code", type.code());
            json.writeStringField("culprit", type.culprit().name().toLowerCase(Locale.ROOT));
            if (!problem.errors().isEmpty()) {
                writeErrors(json, problem.errors());
            }
            json.writeStringField("requestId", requestId);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeErrors(JsonGenerator json, List<FieldError> errors) throws IOException {
        json.writeArrayFieldStart("errors");
        for (FieldError error : errors) {
            json.writeStartObject();
            json.writeStringField("pointer", error.pointer());
            json.writeStringField("code", error.code());
            json.writeStringField("message", error.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
