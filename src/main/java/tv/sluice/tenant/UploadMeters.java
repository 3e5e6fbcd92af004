package tv.sluice.tenant;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Counts the bytes that tenants upload. They are counted in memory as they come, and told to the database each second, which says how
 * many came to all processes; so a limit can be exceeded by what others receive within a second.
 */
@ApplicationScoped
public class UploadMeters implements RoleService {
    private static final Logger LOG = Logger.getLogger(UploadMeters.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration LAST_WORD = Duration.ofSeconds(3);
    private static final Duration KEEP = Duration.ofDays(2);
    private static final long HOUR_SECONDS = 3_600;
    private static final long TIDY_ROUNDS = 600;
    private static final int TIDY_BATCH = 1_000;

    private final Database database;
    private final UsageRepository repository;
    private final Vertx vertx;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, HourMeter> meters = new ConcurrentHashMap<>();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final FailureLog failures = new FailureLog(LOG, "Bytes of uploads are counted in the database later");
    private volatile long timer = -1;
    private long rounds;

    UploadMeters(Database database, UsageRepository repository, Vertx vertx) {
        this.database = database;
        this.repository = repository;
        this.vertx = vertx;
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(PERIOD.toMillis(), ignored -> tell());
    }

    /** Tells what is left. */
    @Override
    public void stop() {
        vertx.cancelTimer(timer);
        try {
            tellAll().await().atMost(LAST_WORD);
        } catch (RuntimeException e) {
            failures.report(e);
        }
    }

    /** Counts bytes of a tenant, unless they are more than the limit allows in this hour. Never waits. */
    public boolean take(String owner, int bytes, @Nullable Long limit) {
        return meter(owner).take(hour(clock.instant()), bytes, limit);
    }

    /** Bytes that came in this hour; asks the database what others have received. */
    public Uni<Long> used(Transaction tx, String owner) {
        Instant now = clock.instant();
        HourMeter meter = meter(owner);
        return repository
                .uploaded(tx, owner, UsageService.hour(now))
                .invoke(together -> meter.told(hour(now), 0, together))
                .map(together -> meter.used(hour(now)));
    }

    /** Until the next hour begins. */
    public Duration untilNextHour() {
        long into = clock.instant().getEpochSecond() % HOUR_SECONDS;
        return Duration.ofSeconds(HOUR_SECONDS - into);
    }

    private HourMeter meter(String owner) {
        return meters.computeIfAbsent(owner, ignored -> new HourMeter());
    }

    private void tell() {
        if (telling.compareAndSet(false, true)) {
            tellAll()
                    .chain(this::tidySometimes)
                    .eventually(() -> telling.set(false))
                    .subscribe()
                    .with(ignored -> {}, failures::report);
        }
    }

    /** One tenant after the other; a failure leaves the rest for the next round. */
    private Uni<Void> tellAll() {
        List<Map.Entry<String, HourMeter>> busy = meters.entrySet().stream()
                .filter(each -> each.getValue().oldest() >= 0)
                .toList();
        return Multi.createFrom()
                .iterable(busy)
                .onItem()
                .transformToUniAndConcatenate(each -> tell(each.getKey(), each.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Long> tell(String owner, HourMeter meter) {
        long hour = meter.oldest();
        long bytes = meter.untold(hour);
        Instant begin = Instant.ofEpochSecond(hour * HOUR_SECONDS);
        return database.write(tx -> repository
                        .addUploaded(tx, owner, begin, bytes)
                        .chain(() -> repository.uploaded(tx, owner, begin)))
                .invoke(together -> meter.told(hour, bytes, together));
    }

    private Uni<Void> tidySometimes() {
        if (rounds++ % TIDY_ROUNDS != 0) {
            return Uni.createFrom().voidItem();
        }
        long now = hour(clock.instant());
        meters.values().removeIf(meter -> meter.isIdle(now));
        return database.write(tx ->
                        repository.removeUploadedBefore(tx, clock.instant().minus(KEEP), TIDY_BATCH))
                .replaceWithVoid();
    }

    private static long hour(Instant instant) {
        return TimeUnit.SECONDS.toHours(instant.getEpochSecond());
    }
}
