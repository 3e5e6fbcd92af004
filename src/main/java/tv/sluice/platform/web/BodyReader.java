package tv.sluice.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;

/** Gives resources the body that {@link BodyFilter} has read and checked. */
@Provider
@Consumes({"application/json", "application/merge-patch+json"})
public final class BodyReader implements MessageBodyReader<Object> {
    private final ObjectMapper json;
    private final RoutingContext routing;

    BodyReader(ObjectMapper json, RoutingContext routing) {
        this.json = json;
        this.routing = routing;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return Operation.of(routing) != null;
    }

    @Override
    public @Nullable Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream ignored) {
        JsonNode body = BodyFilter.of(routing);
        try {
            return body == null ? null : json.treeToValue(body, type);
        } catch (JsonMappingException e) {
            throw ProblemException.invalid(pointer(e), "invalid", "The value cannot be taken as it stands.");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree cannot be malformed", e);
        }
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step ->
                        '/' + (step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName()))
                .collect(Collectors.joining());
    }
}
