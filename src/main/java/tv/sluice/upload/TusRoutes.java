package tv.sluice.upload;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Puts the upload URLs before everything that limits or buffers bodies, and behind what gives every request its id. */
@Singleton
final class TusRoutes {
    static final String PREFIX = "/tus/";
    /** After the filter that names requests (-10000), before the body limit (-2), authentication (-200) and CORS (-300). */
    private static final int ORDER = -1000;

    private final TusHandler handler;

    TusRoutes(TusHandler handler) {
        this.handler = handler;
    }

    void register(@Observes Router router) {
        router.route(PREFIX + ":" + TusExchange.TOKEN).order(ORDER).handler(handler::handle);
    }
}
