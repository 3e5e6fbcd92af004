package tv.sluice.member.oidc;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Checks tokens' signatures beside the event loops: with elliptic curves each takes about a millisecond. */
@ApplicationScoped
class TokenWorker {
    private final Vertx vertx;
    private final int max;
    private final AtomicInteger running = new AtomicInteger();

    TokenWorker(Vertx vertx, OidcConfig config) {
        this.vertx = vertx;
        this.max = config.maxChecks();
    }

    /** What the token says; fails with a TokenException. */
    Uni<Claims> check(TokenRules rules, String token, ProviderKeys keys) {
        return Uni.createFrom().emitter(emitter -> {
            if (running.incrementAndGet() > max) {
                running.decrementAndGet();
                emitter.fail(new ProblemException(
                        ProblemType.UNAVAILABLE, "Too many people sign in right now. Try again in a second."));
                return;
            }
            vertx.executeBlocking(() -> rules.check(token, keys, Instant.now()), false)
                    .onComplete(done -> running.decrementAndGet())
                    .onComplete(emitter::complete, emitter::fail);
        });
    }
}
