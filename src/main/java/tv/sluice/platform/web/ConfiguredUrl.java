package tv.sluice.platform.web;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The API's URL as clients see it, if the configuration says so; read once, not with each request. */
@Singleton
final class ConfiguredUrl {
    private final Optional<URI> url;

    ConfiguredUrl(@ConfigProperty(name = "sluice.public-url") Optional<URI> url) {
        this.url = url;
    }

    Optional<URI> url() {
        return url;
    }
}
