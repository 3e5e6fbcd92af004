package tv.sluice.platform.web;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where players find the segment endpoint. */
@ConfigMapping(prefix = "sluice.delivery")
interface DeliveryAddress {
    /** The port the segment endpoint listens on. */
    int port();

    /** What players are told, if it is not the API's host with that port: a proxy or a CDN. */
    Optional<URI> publicUrl();
}
