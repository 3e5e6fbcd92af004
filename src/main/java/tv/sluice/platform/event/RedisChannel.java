package tv.sluice.platform.event;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import tv.sluice.platform.error.FailureLog;

/** A Redis channel: sends without waiting, and keeps one subscription alive by subscribing anew when it ends. */
final class RedisChannel {
    private static final Logger LOG = Logger.getLogger(RedisChannel.class);
    private static final int MAX_UNANSWERED = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int RETRY_MILLIS = 500;

    private final String name;
    private final Redis redis;
    private final Vertx vertx;
    private final Consumer<String> receiver;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicBoolean subscribing = new AtomicBoolean();
    private final FailureLog sendFailures;
    private final FailureLog subscriptionFailures;
    private volatile boolean closed;

    RedisChannel(String name, Redis redis, Vertx vertx, Consumer<String> receiver) {
        this.name = name;
        this.sendFailures = new FailureLog(LOG, "Nothing was sent to " + name + ", others notice later by themselves");
        this.subscriptionFailures = new FailureLog(LOG, "No subscription to " + name + ", trying again");
        this.redis = redis;
        this.vertx = vertx;
        this.receiver = receiver;
    }

    void send(String key) {
        if (unanswered.incrementAndGet() > MAX_UNANSWERED) {
            unanswered.decrementAndGet();
            sendFailures.report(new IOException(MAX_UNANSWERED + " messages are still unanswered"));
            return;
        }
        redis.send(Request.cmd(Command.PUBLISH).arg(name).arg(key))
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(sendFailures::report)
                .onComplete(done -> unanswered.decrementAndGet());
    }

    /** Starts the subscription, once. */
    void subscribe() {
        if (subscribing.compareAndSet(false, true)) {
            vertx.runOnContext(ignored -> connect());
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        Future<RedisConnection> connected = redis.connect();
        connected.timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).onComplete(this::listen, failure -> {
            // A connection that arrives after all would otherwise stay open unused.
            connected.onSuccess(RedisConnection::close);
            retry(failure);
        });
    }

    private void listen(RedisConnection connection) {
        AtomicBoolean ended = new AtomicBoolean();
        Consumer<Throwable> end = cause -> {
            if (ended.compareAndSet(false, true)) {
                connection.close().onFailure(subscriptionFailures::report);
                retry(cause);
            }
        };
        connection.handler(this::receive);
        connection.exceptionHandler(end::accept);
        connection.endHandler(ignored -> end.accept(new IOException("Redis closed the connection")));
        connection
                .send(Request.cmd(Command.SUBSCRIBE).arg(name))
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(end::accept)
                .onSuccess(ignored -> LOG.debugf("Subscribed to %s", name));
    }

    private void receive(Response message) {
        if (message.size() == 3 && "message".equals(text(message.get(0)))) {
            receiver.accept(text(message.get(2)));
        }
    }

    private static String text(Response part) {
        return part.toString(StandardCharsets.UTF_8);
    }

    private void retry(Throwable cause) {
        if (closed) {
            return;
        }
        subscriptionFailures.report(cause);
        vertx.setTimer(RETRY_MILLIS + ThreadLocalRandom.current().nextInt(RETRY_MILLIS), ignored -> connect());
    }

    void close() {
        closed = true;
    }
}
