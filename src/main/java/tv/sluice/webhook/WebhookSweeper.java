package tv.sluice.webhook;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Removes the log of deliveries that are too old or whose webhook is deleted, and gives up what has waited for too long; a bounded number
 * of rows in each transaction. Any number of processes may do so at once.
 */
@ApplicationScoped
class WebhookSweeper implements RoleService {
    private static final Logger LOG = Logger.getLogger(WebhookSweeper.class);
    private static final int ROWS = 500;
    private static final int WEBHOOKS = 100;
    /** A sweep ends after this many transactions of a kind; the next one goes on. */
    private static final int ROUNDS = 100;
    /** Who is the first in its lane gets its last attempt when its time is over, not a moment later. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final Vertx vertx;
    private final Database database;
    private final WebhookRepository webhooks;
    private final QueueRepository queue;
    private final LogRepository log;
    private final WebhookMetrics metrics;
    private final WebhookConfig config;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long timer = -1;

    WebhookSweeper(
            Vertx vertx,
            Database database,
            WebhookRepository webhooks,
            QueueRepository queue,
            LogRepository log,
            WebhookMetrics metrics,
            WebhookConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.webhooks = webhooks;
        this.queue = queue;
        this.log = log;
        this.metrics = metrics;
        this.config = config;
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(config.sweepInterval().toMillis(), ignored -> sweep());
        sweep();
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        clearDeleted()
                .chain(this::removeOld)
                .chain(this::giveUp)
                .chain(this::count)
                .eventually(() -> running.set(false))
                .subscribe()
                .with(ignored -> {}, failure -> LOG.warnf("Sweeping webhooks is put off: %s", failure.toString()));
    }

    private Uni<Void> clearDeleted() {
        return database.read(tx -> webhooks.deleted(tx, WEBHOOKS))
                .chain(deleted -> Multi.createFrom()
                        .iterable(deleted)
                        .onItem()
                        .transformToUniAndConcatenate(webhook -> clear(new Endpoint(webhook.tenantId(), webhook.id())))
                        .collect()
                        .asList()
                        .replaceWithVoid());
    }

    private Uni<Void> clear(Endpoint endpoint) {
        return untilFew(() -> database.write(tx -> log.clear(tx, endpoint, ROWS)), ROUNDS)
                .chain(few -> few
                        ? database.write(tx -> webhooks.remove(tx, endpoint))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> removeOld() {
        Instant than = Instant.now().minus(config.logRetention());
        return untilFew(() -> database.write(tx -> log.removeOlder(tx, than, ROWS)), ROUNDS)
                .replaceWithVoid();
    }

    private Uni<Void> giveUp() {
        Instant before = Instant.now().minus(GRACE);
        return untilFew(() -> database.single(tx -> queue.giveUp(tx, before, ROWS)), ROUNDS)
                .replaceWithVoid();
    }

    private Uni<Void> count() {
        return database.read(queue::pending).invoke(metrics::pending).replaceWithVoid();
    }

    /** Repeats the step as long as it has its hands full. An item says whether it came to an end. */
    private static Uni<Boolean> untilFew(Supplier<Uni<Integer>> step, int rounds) {
        return step.get().chain(rows -> {
            boolean few = rows < ROWS;
            return few || rounds <= 1 ? Uni.createFrom().item(few) : untilFew(step, rounds - 1);
        });
    }
}
