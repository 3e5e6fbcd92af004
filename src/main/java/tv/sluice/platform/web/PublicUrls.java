package tv.sluice.platform.web;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses under which the client reaches us: the configured ones, else those that the current REST request was sent to. What
 * proxies say ({@code Forwarded} and the like) counts only if {@code quarkus.http.proxy.*} says so. Read them before the first
 * asynchronous step.
 */
@RequestScoped
public class PublicUrls {
    private final RoutingContext routing;
    private final DeliveryAddress delivery;
    private final Optional<URI> configured;

    PublicUrls(RoutingContext routing, DeliveryAddress delivery, ConfiguredUrl configured) {
        this.routing = routing;
        this.delivery = delivery;
        this.configured = configured.url();
    }

    /** Base URL of the API, without a slash at its end. */
    public String api() {
        return configured.map(PublicUrls::trimmed).orElseGet(() -> {
            int port = routing.request().authority() == null
                    ? -1
                    : routing.request().authority().port();
            return routing.request().scheme() + "://" + host(routing.request().authority())
                    + (port < 0 ? "" : ":" + port);
        });
    }

    /** Base URL of the segment endpoint, without a slash at its end. */
    public String delivery() {
        return delivery.publicUrl().map(PublicUrls::trimmed).orElseGet(() -> {
            String host = configured
                    .map(URI::getHost)
                    .orElseGet(() -> host(routing.request().authority()));
            return "http://" + host + ':' + delivery.port();
        });
    }

    private static String host(@Nullable HostAndPort authority) {
        if (authority == null) {
            return "localhost";
        }
        String host = authority.host();
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
    }

    private static String trimmed(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
