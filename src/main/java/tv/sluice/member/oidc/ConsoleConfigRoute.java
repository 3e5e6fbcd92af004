package tv.sluice.member.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import tv.sluice.platform.web.ProblemWriter;

/** Tells the console at {@code /console-config.json} how to sign people in. Open to everybody, as the console's page is. */
@Singleton
final class ConsoleConfigRoute {
    private static final String PATH = "/console-config.json";

    private final Provider provider;
    private final OidcConfig config;
    private final ProblemWriter problems;
    private final ObjectMapper json;

    ConsoleConfigRoute(Provider provider, OidcConfig config, ProblemWriter problems, ObjectMapper json) {
        this.provider = provider;
        this.config = config;
        this.problems = problems;
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.GET, PATH).handler(problems.guarded(this::answer));
    }

    private void answer(RoutingContext routing) {
        try {
            routing.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .end(json.writeValueAsString(current()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot be written as JSON", e);
        }
    }

    private ConsoleConfig current() {
        if (config.issuer().isEmpty() || config.clientId().isEmpty()) {
            return ConsoleConfig.NONE;
        }
        Provider.Known known = provider.known();
        if (known == null) {
            throw SignIn.unavailable();
        }
        ProviderDocument document = known.document();
        return new ConsoleConfig(
                config.issuer().get(),
                config.clientId().get(),
                config.audience().orElse(null),
                config.scopes(),
                document.authorization(),
                document.token(),
                document.endSession());
    }
}
