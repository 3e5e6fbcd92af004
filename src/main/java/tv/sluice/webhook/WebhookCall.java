package tv.sluice.webhook;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.net.AddressRefusedException;
import tv.sluice.platform.net.OutboundClient;
import tv.sluice.platform.net.OutboundUrl;

/**
 * One request to an endpoint, from the look-up of its name to the end of its answer, all within one time-out. It happens on a context of
 * its own, so its fields need no lock. A redirect is an answer like any other that is not 2xx.
 */
final class WebhookCall {
    private static final int MAX_BODY = 4 * 1024;
    private static final int MAX_HEADERS = 50;
    private static final int MAX_HEADER = 1024;
    private static final int MAX_FAILURE = 300;

    private final Vertx vertx;
    private final Context context;
    private final OutboundClient client;
    private final Target target;
    private final Message message;
    private final Duration timeout;
    private final Consumer<Exchange> done;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Buffer body = Buffer.buffer();
    private final Instant sentAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final long begun = System.nanoTime();
    private long timer;
    private boolean over;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;

    WebhookCall(
            Vertx vertx,
            Context context,
            OutboundClient client,
            Target target,
            Message message,
            Duration timeout,
            Consumer<Exchange> done) {
        this.vertx = vertx;
        this.context = context;
        this.client = client;
        this.target = target;
        this.message = message;
        this.timeout = timeout;
        this.done = done;
    }

    /** Begins; the consumer gets what came of it, whatever it was. */
    void start() {
        context.runOnContext(ignored -> begin());
    }

    private void begin() {
        timer = vertx.setTimer(timeout.toMillis(), ignored -> timeOut());
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Sluice-Webhooks/1.0");
        headers.put("Accept-Encoding", "identity");
        headers.put("webhook-id", message.eventId());
        headers.put("webhook-timestamp", Long.toString(sentAt.getEpochSecond()));
        try {
            client.open(HttpMethod.POST, OutboundUrl.parse("/url", target.url()), context)
                    .subscribe()
                    .with(
                            opened -> context.runOnContext(ignored -> send(opened)),
                            failure -> context.runOnContext(ignored -> fail(failure)));
        } catch (ProblemException notAllowedAnyMore) {
            fail(notAllowedAnyMore);
        }
    }

    private void send(HttpClientRequest opened) {
        if (over) {
            // Nobody waits for it any more, and the connection is good for others only if this request is given up.
            opened.reset();
            return;
        }
        request = opened;
        headers.forEach(opened::putHeader);
        opened.putHeader("webhook-signature", target.signatures(message.eventId(), sentAt, message.body()));
        opened.exceptionHandler(this::fail);
        opened.send(Buffer.buffer(message.body())).onSuccess(this::receive).onFailure(this::fail);
    }

    private void receive(HttpClientResponse answer) {
        response = answer;
        answer.exceptionHandler(ignored -> end(false));
        answer.handler(this::take);
        answer.endHandler(ignored -> end(false));
    }

    /** What is beyond the limit is of no interest; the connection is given up rather than read to the end of it. */
    private void take(Buffer bytes) {
        body.appendBuffer(bytes, 0, Math.min(bytes.length(), MAX_BODY - body.length()));
        if (body.length() >= MAX_BODY) {
            end(true);
        }
    }

    private void timeOut() {
        if (response != null) {
            end(true);
        } else {
            finish(null, "There was no answer within " + timeout.toSeconds() + " s.", true, true);
        }
    }

    /** The status counts, however the body ended. */
    private void end(boolean cut) {
        HttpClientResponse answer = response;
        if (over || answer == null) {
            return;
        }
        int status = answer.statusCode();
        Exchange.Answer kept = new Exchange.Answer(status, headers(answer.headers()), text(body));
        finish(kept, failure(status), false, cut);
    }

    private static @Nullable String failure(int status) {
        if (status >= 200 && status < 300) {
            return null;
        }
        return status >= 300 && status < 400
                ? "The endpoint answered " + status + "; redirects are not followed."
                : "The endpoint answered " + status + ".";
    }

    private void fail(Throwable cause) {
        String words = switch (cause) {
            case AddressRefusedException refused -> "The host does not stand for a public address; nothing was sent.";
            case ProblemException problem -> problem.detail();
            case TimeoutException slow -> "The host's name could not be looked up in time.";
            case SSLException tls -> "The TLS connection failed: " + tls.getMessage();
            default -> "The connection could not be made, or broke: " + cause.getMessage();
        };
        if (response != null) {
            end(true);
        } else {
            finish(null, words, false, true);
        }
    }

    private void finish(Exchange.@Nullable Answer answer, @Nullable String failure, boolean timedOut, boolean reset) {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(timer);
        HttpClientRequest sent = request;
        if (reset && sent != null) {
            sent.reset();
        }
        int millis = (int) Duration.ofNanos(System.nanoTime() - begun).toMillis();
        String words = failure == null ? null : failure.substring(0, Math.min(failure.length(), MAX_FAILURE));
        HttpClientResponse head = response;
        Duration wish =
                head == null ? null : RetryAfter.of(head.statusCode(), head.getHeader("Retry-After"), Instant.now());
        done.accept(new Exchange(sentAt, target.url(), Map.copyOf(headers), millis, answer, words, timedOut, wish));
    }

    private static Map<String, String> headers(MultiMap all) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : all) {
            if (kept.size() == MAX_HEADERS) {
                break;
            }
            String value = each.getValue();
            kept.merge(
                    each.getKey().toLowerCase(Locale.ROOT),
                    value.substring(0, Math.min(value.length(), MAX_HEADER)),
                    (one, more) -> one.length() > MAX_HEADER ? one : one + ", " + more);
        }
        return kept;
    }

    private static String text(Buffer bytes) {
        return new String(bytes.getBytes(), StandardCharsets.UTF_8);
    }
}
