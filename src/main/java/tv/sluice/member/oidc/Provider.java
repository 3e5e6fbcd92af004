package tv.sluice.member.oidc;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * What is known of the identity provider: its document and its keys, fetched at the start, by the clock and when a token names a key that
 * nobody knows. What was fetched last stays in force while the provider is away.
 */
@ApplicationScoped
class Provider implements RoleService {
    private static final Logger LOG = Logger.getLogger(Provider.class);
    private static final long FIRST_PAUSE = 1_000;
    private static final int MAX_DOUBLINGS = 6;
    private static final Pattern ISSUER = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,200}(/[A-Za-z0-9._~%/-]*)?");

    /** A document and the keys that it led to. */
    record Known(ProviderDocument document, ProviderKeys keys) {}

    private final ProviderClient client;
    private final Vertx vertx;
    private final @Nullable String issuer;
    private final @Nullable TokenRules rules;
    private final Duration refreshInterval;
    private final RefreshPause pause;
    private final FailureLog failures = new FailureLog(LOG, "The identity provider's keys are not refreshed");
    private volatile @Nullable Known known;
    private volatile boolean reachable;
    private volatile long timer = -1;
    private volatile boolean stopped;
    private int failed;
    private @Nullable Uni<Void> running;

    Provider(ProviderClient client, Vertx vertx, OidcConfig config) {
        this.client = client;
        this.vertx = vertx;
        this.issuer = config.issuer().orElse(null);
        this.rules = rules(config);
        this.refreshInterval = config.refreshInterval();
        this.pause = new RefreshPause(config.refreshPause(), System::nanoTime);
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        if (issuer != null) {
            vertx.runOnContext(ignored -> refreshByTheClock());
        }
    }

    @Override
    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** What its tokens must be like; null if there is no provider. */
    @Nullable
    TokenRules rules() {
        return rules;
    }

    private static @Nullable TokenRules rules(OidcConfig config) {
        if (config.issuer().isEmpty()) {
            return null;
        }
        String issuer = config.issuer().get();
        if (!ISSUER.matcher(issuer).matches()) {
            throw new IllegalArgumentException("sluice.oidc.issuer is no URL of a provider: " + issuer);
        }
        String audience = config.audience()
                .or(config::clientId)
                .orElseThrow(() -> new IllegalArgumentException(
                        "sluice.oidc.issuer needs sluice.oidc.audience or sluice.oidc.client-id: else every token of the"
                                + " provider would be good here"));
        Set<TokenAlgorithm> algorithms =
                config.algorithms().stream().map(TokenAlgorithm::named).collect(Collectors.toUnmodifiableSet());
        return new TokenRules(issuer, audience, algorithms, config.clockSkew());
    }

    /** Null until the provider has answered for the first time. */
    @Nullable
    Known known() {
        return known;
    }

    /** Whether the provider answered when it was asked last. */
    boolean reachable() {
        return reachable;
    }

    /** Looks for new keys, unless somebody has looked just now; ends when there is no more to wait for, and never fails. */
    Uni<Void> lookForKeys() {
        return pause.isOver() ? refresh() : waitForRunning();
    }

    private synchronized Uni<Void> waitForRunning() {
        return running == null ? Uni.createFrom().voidItem() : running;
    }

    private void refreshByTheClock() {
        refresh().subscribe().with(ignored -> {
            if (!stopped) {
                timer = vertx.setTimer(untilNext(), again -> refreshByTheClock());
            }
        });
    }

    /** After failures sooner than usual, at first very soon. */
    private synchronized long untilNext() {
        long millis = failed == 0
                ? refreshInterval.toMillis()
                : Math.min(refreshInterval.toMillis(), FIRST_PAUSE << Math.min(failed - 1, MAX_DOUBLINGS));
        return millis + ThreadLocalRandom.current().nextLong(millis / 10 + 1);
    }

    /** One refresh at a time, which all who want one share. */
    private synchronized Uni<Void> refresh() {
        if (running == null) {
            pause.begin();
            running = fetch().invoke(this::succeeded)
                    .onFailure()
                    .invoke(this::failed)
                    .onItemOrFailure()
                    .<Void>transform((item, failure) -> null)
                    .memoize()
                    .indefinitely();
        }
        return running;
    }

    private Uni<Known> fetch() {
        String name = String.valueOf(issuer);
        return client.get(ProviderDocument.address(name), null)
                .map(text -> document(text, name))
                .chain(document -> client.get(document.keys(), null).map(text -> new Known(document, keys(text))));
    }

    private static ProviderDocument document(String text, String issuer) {
        try {
            return ProviderDocument.parse(text, issuer);
        } catch (ProviderException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static ProviderKeys keys(String text) {
        try {
            return ProviderKeys.parse(text);
        } catch (ProviderException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private synchronized void succeeded(Known now) {
        Known before = known;
        if (before != null && before.keys().equals(now.keys())) {
            // The same object again, so that it is quick to see that nothing has changed.
            known = new Known(now.document(), before.keys());
        } else {
            LOG.infof("Identity provider %s: %d keys", issuer, now.keys().keys().size());
            known = now;
        }
        reachable = true;
        failed = 0;
        running = null;
    }

    private synchronized void failed(Throwable failure) {
        failures.report(failure);
        reachable = false;
        failed++;
        running = null;
    }
}
