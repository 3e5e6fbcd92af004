package tv.sluice.platform.journal;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Addresses of the segment endpoint in states that are written down: they begin with a placeholder, since where the endpoint is depends
 * on who asks.
 */
@ApplicationScoped
public class DeliveryLinks {
    /** Stands for the base URL of the segment endpoint. */
    public static final String PLACEHOLDER = "{delivery}";

    private static final String IN_JSON = '"' + PLACEHOLDER;

    private final Optional<String> configured;
    private final Optional<String> apiHost;
    private final int port;

    DeliveryLinks(
            @ConfigProperty(name = "sluice.delivery.public-url") Optional<URI> delivery,
            @ConfigProperty(name = "sluice.public-url") Optional<URI> api,
            @ConfigProperty(name = "sluice.delivery.port") int port) {
        this.configured = delivery.map(URI::toString).map(DeliveryLinks::trimmed);
        this.apiHost = api.map(URI::getHost);
        this.port = port;
    }

    /** The base URL for whoever did not come by a request that says where we are, without a slash at its end. */
    public String base() {
        return configured.orElseGet(() -> at(apiHost.orElse("localhost")));
    }

    /** The same for whoever sent this request. */
    public String base(RoutingContext routing) {
        HostAndPort authority = routing.request().authority();
        return configured.orElseGet(
                () -> at(apiHost.orElseGet(() -> authority == null ? "localhost" : authority.host())));
    }

    private String at(String host) {
        return "http://" + (host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host) + ':' + port;
    }

    /** The JSON with this base URL for the placeholder. */
    public static String fill(String json, String base) {
        // Within a text the quotation mark would be escaped: only whole values begin like this.
        return json.replace(IN_JSON, '"' + base);
    }

    private static String trimmed(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
