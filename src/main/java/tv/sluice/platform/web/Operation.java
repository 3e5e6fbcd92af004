package tv.sluice.platform.web;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the contract.
 *
 * @param id the operationId, which is the resource method's name as well
 * @param tag the resource it belongs to, e.g. {@code PlaybackIds}
 * @param scope what a credential must allow ({@code x-scope}), if that does not follow from tag and method, or {@link #NO_SCOPE}
 * @param answersJson whether a success has a body, which is then JSON
 * @param body what it takes, or null if it takes no body
 * @param shape what a caller can choose of its answer
 * @param lifecycle whether it is on its way out
 * @param needsIfMatch whether a call has to say which version it means to change
 * @param success the HTTP status of a call that succeeds
 */
public record Operation(
        String id,
        String method,
        String tag,
        boolean secured,
        @Nullable String scope,
        boolean answersJson,
        List<Parameter> parameters,
        @Nullable RequestBody body,
        Shape shape,
        Lifecycle lifecycle,
        boolean needsIfMatch,
        int success) {
    /** The {@code x-scope} of what any valid credential may call. */
    public static final String NO_SCOPE = "none";

    private static final String KEY = "sluice.operation";

    /** The operation that this request calls, or null if it is none of the contract's {@code /v1}. */
    public static @Nullable Operation of(RoutingContext routing) {
        return routing.get(KEY);
    }

    /** Whether it only reads. */
    public boolean reads() {
        return method.equals("GET");
    }

    /** Whether the contract gives it this header parameter. */
    public boolean takesHeader(String name) {
        return parameters.stream()
                .anyMatch(parameter -> parameter.place() == Parameter.Place.HEADER
                        && parameter.name().equalsIgnoreCase(name));
    }

    /** Whether the contract gives it this query parameter. */
    public boolean takesQuery(String name) {
        return parameters.stream()
                .anyMatch(parameter -> parameter.place() == Parameter.Place.QUERY
                        && parameter.name().equals(name));
    }

    /** The members that the resource has in its answer, or each item of its page. */
    public Set<String> answerFields() {
        return shape.fields();
    }

    void isCalledBy(RoutingContext routing) {
        routing.put(KEY, this);
    }

    Set<String> names(Parameter.Place place) {
        return parameters.stream()
                .filter(parameter -> parameter.place() == place)
                .map(Parameter::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
