package tv.sluice.transcode;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The JSON of messages and descriptors: durations are seconds, what is not known is left out, unknown members are ignored. */
final class TranscodeJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private TranscodeJson() {}

    static byte[] write(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot be written as JSON: " + message.getClass(), e);
        }
    }

    static TaskMessage readTask(byte[] json) throws IOException {
        return read(json, TaskMessage.class);
    }

    static TranscodeEvent readEvent(byte[] json) throws IOException {
        return read(json, TranscodeEvent.class);
    }

    private static <T> T read(byte[] json, Class<T> type) throws IOException {
        T message = JSON.readValue(json, type);
        if (message == null) {
            throw new IOException("A record without content");
        }
        return message;
    }
}
