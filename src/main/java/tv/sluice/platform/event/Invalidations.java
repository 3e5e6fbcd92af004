package tv.sluice.platform.event;

import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells all processes that a stored object was replaced or deleted, so that caches forget it at once. Best effort over Redis: whoever
 * caches must let entries expire within seconds by themselves, which is all that happens while Redis is away.
 */
@ApplicationScoped
public class Invalidations {
    private static final String NAME = "sluice:invalidate";

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final @Nullable RedisChannel channel;

    @Inject
    Invalidations(InjectableInstance<Redis> redis, Vertx vertx) {
        this(redis.listActive().stream().findFirst().orElse(null), vertx);
    }

    Invalidations(@Nullable Redis redis, Vertx vertx) {
        this.channel = redis == null ? null : new RedisChannel(NAME, redis, vertx, this::forget);
    }

    private Invalidations() {
        this.channel = null;
    }

    /** Invalidations that stay within this process. */
    public static Invalidations local() {
        return new Invalidations();
    }

    /** Announces that the object with this storage key has changed or is gone. Never fails and never waits. */
    public void publish(String key) {
        forget(key);
        if (channel != null) {
            channel.send(key);
        }
    }

    /** Calls the listener with each announced storage key, on any thread; it must be quick. */
    public void onInvalidate(Consumer<String> listener) {
        listeners.add(listener);
        if (channel != null) {
            channel.subscribe();
        }
    }

    private void forget(String key) {
        for (Consumer<String> listener : listeners) {
            listener.accept(key);
        }
    }

    /** Before Quarkus closes the Redis client, whose end would look like a failure. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
        close();
    }

    void close() {
        if (channel != null) {
            channel.close();
        }
    }
}
