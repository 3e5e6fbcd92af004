package tv.sluice.platform.event;

import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Short words from this process to all processes, best effort over Redis: whoever waits for one looks for itself from time to time as well. */
@ApplicationScoped
public class Announcements {
    private final @Nullable Redis redis;
    private final Vertx vertx;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    Announcements(InjectableInstance<Redis> redis, Vertx vertx) {
        this.redis = redis.listActive().stream().findFirst().orElse(null);
        this.vertx = vertx;
    }

    /** A channel and who listens to it. */
    private record Topic(RedisChannel channel, List<Consumer<String>> listeners) {}

    /** Sends a word to all who listen to the topic, in this process as well. Never fails and never waits. */
    public void send(String topic, String word) {
        Topic there = topic(topic);
        if (there != null) {
            there.channel().send(word);
        }
    }

    /** Calls the listener with each word of the topic, on any thread; it must be quick. */
    public void listen(String topic, Consumer<String> listener) {
        Topic there = topic(topic);
        if (there != null) {
            there.listeners().add(listener);
            there.channel().subscribe();
        }
    }

    private @Nullable Topic topic(String name) {
        Redis server = redis;
        return server == null ? null : topics.computeIfAbsent(name, each -> open(each, server));
    }

    private Topic open(String name, Redis server) {
        List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
        RedisChannel channel =
                new RedisChannel(name, server, vertx, word -> listeners.forEach(listener -> listener.accept(word)));
        return new Topic(channel, listeners);
    }

    /** Before Quarkus closes the Redis client, whose end would look like a failure. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
        topics.values().forEach(topic -> topic.channel().close());
    }
}
