package tv.sluice.platform.journal;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Addresses of the segment endpoint in states that are written down: they begin with a placeholder, since where the endpoint is depends
 * on who asks.
 */
@ApplicationScoped
public class DeliveryLinks {
    /** Stands for the base URL of the segment endpoint. */
    public static final String PLACEHOLDER = "{delivery}";

    /** At the beginning of a value: within a text, the quotation mark has a backslash before it. */
    private static final Pattern BEGINNING = Pattern.compile("(?<=[:,\\[]\")" + Pattern.quote(PLACEHOLDER) + "(?=/)");

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

    /** The JSON, which must have no white space between its tokens, with this base URL for the placeholder. */
    public static String fill(String json, String base) {
        return json.contains(PLACEHOLDER) ? BEGINNING.matcher(json).replaceAll(Matcher.quoteReplacement(base)) : json;
    }

    private static String trimmed(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
