package tv.sluice.platform.journal;

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

    private final String base;

    DeliveryLinks(
            @ConfigProperty(name = "sluice.delivery.public-url") Optional<URI> delivery,
            @ConfigProperty(name = "sluice.public-url") Optional<URI> api,
            @ConfigProperty(name = "sluice.delivery.port") int port) {
        String host = api.map(URI::getHost).orElse("localhost");
        this.base = delivery.map(URI::toString).map(DeliveryLinks::trimmed).orElse("http://" + host + ':' + port);
    }

    /** The base URL for whoever did not come by a request that says where we are, without a slash at its end. */
    public String base() {
        return base;
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
