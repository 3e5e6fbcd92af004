package tv.sluice.platform.limit;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Buckets in Redis, which all processes share: several of them in one atomic script and one round trip. */
final class RedisBuckets {
    /**
     * As {@link Bucket}, for several tokens at once; by the clock of Redis, so that no two processes disagree about the time. In
     * microseconds.
     */
    private static final String SCRIPT = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local full, retry, exceeded = {}, {}, false
            local tokens = tonumber(ARGV[2 * #KEYS + 1])
            for i, key in ipairs(KEYS) do
              local requests, interval = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
              full[i] = math.max(tonumber(redis.call('GET', key) or 0), now)
              retry[i] = math.max(0, full[i] + interval - interval * requests - now)
              exceeded = exceeded or retry[i] > 0.5
              tokens = math.min(tokens, math.floor((now + interval * requests - full[i]) / interval + 0.001))
            end
            tokens = math.max(tokens, 1)
            local levels = {}
            for i, key in ipairs(KEYS) do
              local requests, interval = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
              if not exceeded then
                full[i] = full[i] + interval * tokens
                redis.call('SET', key, string.format('%.0f', full[i]), 'PX', math.ceil((full[i] - now) / 1000) + 1)
              end
              local left = math.max(0, math.floor(requests - (full[i] - now) / interval + 0.001))
              if retry[i] > 0.5 then left = 0 end
              levels[3 * i - 2] = left
              levels[3 * i - 1] = math.ceil(full[i] - now)
              levels[3 * i] = retry[i] > 0.5 and math.ceil(retry[i]) or 0
            end
            levels[3 * #KEYS + 1] = exceeded and 0 or tokens
            return levels
            """;

    private static final String LOOK = """
            local time = redis.call('TIME')
            return math.max(0, tonumber(redis.call('GET', KEYS[1]) or 0) - (time[1] * 1000000 + time[2]))
            """;

    private static final String DIGEST = sha1(SCRIPT);
    private static final int NUMBERS = 3;

    private final Redis redis;
    private final long timeoutMillis;

    RedisBuckets(Redis redis, Duration timeout) {
        this.redis = redis;
        this.timeoutMillis = timeout.toMillis();
    }

    /** @param tokens that were taken of each bucket; none if one of them was empty */
    record Taken(int tokens, List<Level> levels) {}

    /** Takes so many tokens of each bucket, fewer if there are not so many, or none if one of them is empty. */
    Future<Taken> takeAll(List<String> names, List<Policy> policies, int tokens) {
        return redis.send(request(Command.EVALSHA, DIGEST, names, policies, tokens))
                .recover(failure -> isUnknownScript(failure)
                        ? redis.send(request(Command.EVAL, SCRIPT, names, policies, tokens))
                        : Future.failedFuture(failure))
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .map(answer -> new Taken((int) number(answer, NUMBERS * policies.size()), levels(answer, policies)));
    }

    /** Microseconds until a bucket is full again. */
    Future<Long> untilFull(String name) {
        return redis.send(Request.cmd(Command.EVAL).arg(LOOK).arg(1).arg(name))
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .map(answer ->
                        Objects.requireNonNull(Objects.requireNonNull(answer).toLong()));
    }

    private static Request request(
            Command command, String script, List<String> names, List<Policy> policies, int tokens) {
        Request request = Request.cmd(command).arg(script).arg(names.size());
        names.forEach(request::arg);
        for (Policy policy : policies) {
            request.arg(policy.requests()).arg(Double.toString(policy.interval()));
        }
        return request.arg(tokens);
    }

    private static List<Level> levels(@Nullable Response answer, List<Policy> policies) {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < policies.size(); i++) {
            int at = NUMBERS * i;
            levels.add(Level.ofMicros(
                    policies.get(i), number(answer, at), number(answer, at + 1), number(answer, at + 2)));
        }
        return levels;
    }

    private static long number(@Nullable Response answer, int at) {
        return Objects.requireNonNull(Objects.requireNonNull(answer).get(at).toLong());
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    /** Redis names scripts by their SHA-1; nothing secret depends on it. */
    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
