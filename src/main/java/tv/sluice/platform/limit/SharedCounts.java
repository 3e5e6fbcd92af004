package tv.sluice.platform.limit;

import io.quarkus.arc.InjectableInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FailureLog;

/**
 * Numbers that processes have each for themselves and want to know the sum of: told over Redis, and forgotten when a process has not
 * repeated its number for some seconds. Best effort: without Redis, the others count for nothing.
 */
@ApplicationScoped
public class SharedCounts {
    private static final Logger LOG = Logger.getLogger(SharedCounts.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int MAX_UNANSWERED = 2_000;
    private static final String NOBODY = "-";

    /** Sets the field of the process, unless it is nobody; answers the sum of the others' fields that are fresh. */
    private static final String SCRIPT = """
            local now = tonumber(redis.call('TIME')[1])
            if ARGV[1] ~= '-' then
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ':' .. now)
              redis.call('EXPIRE', KEYS[1], 10)
            end
            local all, others = redis.call('HGETALL', KEYS[1]), 0
            for i = 1, #all, 2 do
              local count, at = string.match(all[i + 1], '(%d+):(%d+)')
              if now - tonumber(at) > 4 then
                redis.call('HDEL', KEYS[1], all[i])
              elseif all[i] ~= ARGV[1] then
                others = others + tonumber(count)
              end
            end
            return others
            """;

    private final @Nullable Redis redis;
    private final String process = UUID.randomUUID().toString();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final FailureLog failures = new FailureLog(LOG, "Numbers of other processes are not known");

    @Inject
    SharedCounts(InjectableInstance<Redis> redis) {
        this(redis.listActive().stream().findFirst().orElse(null));
    }

    private SharedCounts(@Nullable Redis redis) {
        this.redis = redis;
    }

    /** Counts of a process that has no others. */
    public static SharedCounts alone() {
        return new SharedCounts((Redis) null);
    }

    /** Whether Redis still owes answers: then it is better to wait than to ask again. */
    public boolean busy() {
        return unanswered.get() > 0;
    }

    /**
     * Tells the number of this process, and later how many the others have, on any thread; 0 if that cannot be known. Beyond some
     * thousands at once it is not told.
     */
    public void exchange(String name, long own, LongConsumer others) {
        if (redis == null || unanswered.get() >= MAX_UNANSWERED) {
            others.accept(0);
            return;
        }
        unanswered.incrementAndGet();
        ask(redis, name, process, own)
                .onSuccess(others::accept)
                .onFailure(failure -> {
                    failures.report(failure);
                    others.accept(0);
                })
                .onComplete(done -> unanswered.decrementAndGet());
    }

    /** The sum of all processes; 0 if that cannot be known. */
    public Uni<Long> total(String name) {
        return redis == null
                ? Uni.createFrom().item(0L)
                : Uni.createFrom()
                        .completionStage(() -> ask(redis, name, NOBODY, 0).toCompletionStage())
                        .onFailure()
                        .invoke(failures::report)
                        .onFailure()
                        .recoverWithItem(0L);
    }

    private static Future<Long> ask(Redis redis, String name, String process, long own) {
        return redis.send(Request.cmd(Command.EVAL)
                        .arg(SCRIPT)
                        .arg(1)
                        .arg("sluice:count:{" + name + '}')
                        .arg(process)
                        .arg(own))
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .map(SharedCounts::number);
    }

    private static Long number(@Nullable Response answer) {
        Long sum = answer == null ? null : answer.toLong();
        return sum == null ? 0L : sum;
    }
}
