package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The REST contract, read from the same file that clients get. Requests are checked against it and nothing else. */
@ApplicationScoped
public class Contract {
    private static final String FILE = "META-INF/resources/openapi.yaml";
    private static final String ROOT = "/v1/";
    private static final int KIND = 2;

    /** A path with its operations by HTTP method. */
    record Route(PathTemplate template, Map<String, Operation> operations) {}

    /** A route that a request's path is of. */
    record Match(Route route, Map<String, String> parameters) {}

    private final List<Route> routes;
    /** By the segment that names the kind of resource, {@code videos} in {@code /v1/videos/{videoId}}. */
    private final Map<String, List<Route>> byKind;

    @Inject
    Contract() {
        this(packaged());
    }

    Contract(JsonNode document) {
        this.routes = read(document);
        this.byKind = routes.stream()
                .collect(Collectors.groupingBy(
                        route -> route.template().segments().get(KIND)));
    }

    /** All operations under {@code /v1}. */
    public List<Operation> operations() {
        return routes.stream()
                .flatMap(route -> route.operations().values().stream())
                .toList();
    }

    @Nullable
    Match match(String path) {
        String[] segments = path.split("/", -1);
        for (Route route : segments.length > KIND ? byKind.getOrDefault(segments[KIND], List.of()) : List.<Route>of()) {
            Map<String, String> parameters = route.template().match(segments);
            if (parameters != null) {
                return new Match(route, parameters);
            }
        }
        return null;
    }

    private static List<Route> read(JsonNode document) {
        OperationReader reader = new OperationReader(document);
        List<Route> routes = new ArrayList<>();
        document.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith(ROOT))
                .forEach(path -> routes.add(new Route(
                        PathTemplate.of(path.getKey()),
                        new TreeMap<>(reader.operations(path.getKey(), path.getValue())))));
        return List.copyOf(routes);
    }

    static JsonNode packaged() {
        ClassLoader loader = Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), Contract.class.getClassLoader());
        try (InputStream file = loader.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("The contract is not on the class path: " + FILE);
            }
            return new ObjectMapper(new YAMLFactory()).readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
