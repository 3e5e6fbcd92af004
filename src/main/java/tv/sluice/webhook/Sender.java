package tv.sluice.webhook;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.net.OutboundClient;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Sends deliveries that are due, each endpoint in a lane of its own. The rows are the queue, so any number of processes may send, and what
 * a process was at when it died is sent again by another when its claim runs out.
 */
@ApplicationScoped
class Sender implements RoleService {
    private static final Logger LOG = Logger.getLogger(Sender.class);
    private static final int LOOK_UPS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Database database;
    private final DeliveryQueue queue;
    private final QueueRepository repository;
    private final WebhookMetrics metrics;
    private final WebhookConfig config;
    private final OutboundClient client;
    private final RetrySchedule schedule;
    private final Semaphore room;
    private final FailureLog failures = new FailureLog(LOG, "Deliveries are put off");
    private final Map<Endpoint, Lane> lanes = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Endpoint> roomless = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean started;
    private volatile long timer = -1;

    Sender(
            Vertx vertx,
            Database database,
            DeliveryQueue queue,
            QueueRepository repository,
            WebhookMetrics metrics,
            WebhookConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.queue = queue;
        this.repository = repository;
        this.metrics = metrics;
        this.config = config;
        this.room = new Semaphore(config.maxConcurrent());
        this.schedule = new RetrySchedule(
                config.retryDelays(),
                config.maxRetryAfter(),
                () -> ThreadLocalRandom.current().nextDouble());
        // Not bounded per server by the client: endpoints that share a host must not wait for each other.
        this.client = new OutboundClient(
                vertx,
                new OutboundClient.Limits(
                        config.allow().orElse(List.of()),
                        config.connectTimeout(),
                        config.maxConcurrent(),
                        true,
                        LOOK_UPS));
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        started = true;
        timer = vertx.setPeriodic(config.poll().toMillis(), ignored -> look());
        look();
    }

    /** Lets requests end that are about to, and hands back what is not sent yet. */
    @Override
    public void stop() {
        started = false;
        vertx.cancelTimer(timer);
        lanes.values().forEach(lane -> lane.giveBack(Instant.now()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && !lanes.values().stream().allMatch(Lane::isIdle)) {
            lanes.forEach(this::turn);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** These endpoints have something to be sent. */
    void wake(Collection<Endpoint> endpoints) {
        if (started) {
            endpoints.forEach(endpoint -> turn(endpoint, lane(endpoint)));
        }
    }

    private Lane lane(Endpoint endpoint) {
        return lanes.computeIfAbsent(endpoint, ignored -> new Lane(config.endpointConcurrency(), schedule));
    }

    private void look() {
        if (!started || !looking.compareAndSet(false, true)) {
            return;
        }
        Instant now = Instant.now();
        lanes.entrySet().removeIf(entry -> entry.getValue().isForgettable(now));
        lanes.forEach(this::turn);
        database.read(tx -> repository.endpoints(tx, now))
                .eventually(() -> looking.set(false))
                .subscribe()
                .with(this::wake, failures::report);
    }

    private void turn(Endpoint endpoint, Lane lane) {
        Instant now = Instant.now();
        Lane.Turn turn = lane.turn(now, started);
        if (turn == null) {
            return;
        }
        database.write(tx -> queue.turn(tx, endpoint, turn.outcomes(), turn.wanted(), now))
                .subscribe()
                .with(batch -> turned(endpoint, lane, turn, batch), failure -> {
                    // The next look tries again.
                    lane.failed(turn);
                    failures.report(failure);
                });
    }

    private void turned(Endpoint endpoint, Lane lane, Lane.Turn turn, DeliveryQueue.Batch batch) {
        boolean more = lane.turned(turn, batch);
        if (!started) {
            lane.giveBack(Instant.now());
        }
        launch(endpoint, lane);
        if (more) {
            turn(endpoint, lane);
        }
    }

    private void launch(Endpoint endpoint, Lane lane) {
        while (started) {
            Lane.Flight flight = lane.next(Instant.now());
            if (flight == null) {
                return;
            }
            if (!room.tryAcquire()) {
                lane.wait(flight);
                roomless.add(endpoint);
                return;
            }
            send(endpoint, lane, flight);
        }
    }

    private void send(Endpoint endpoint, Lane lane, Lane.Flight flight) {
        metrics.leaves(flight.claimed());
        new WebhookCall(
                        vertx,
                        Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())),
                        client,
                        flight.target(),
                        flight.claimed().delivery().message(),
                        config.timeout(),
                        exchange -> landed(endpoint, lane, flight, exchange))
                .start();
    }

    private void landed(Endpoint endpoint, Lane lane, Lane.Flight flight, Exchange exchange) {
        room.release();
        Outcome outcome = lane.landed(flight, exchange, Instant.now());
        metrics.ended(outcome);
        if (exchange.failure() != null) {
            LOG.debugf(
                    "Webhook %s: delivery %s, attempt %d: %s",
                    endpoint.webhookId(),
                    flight.claimed().delivery().id(),
                    flight.claimed().attempt(),
                    exchange.failure());
        }
        launch(endpoint, lane);
        Endpoint waiting = roomless.poll();
        if (waiting != null) {
            launch(waiting, lane(waiting));
        }
        turn(endpoint, lane);
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
