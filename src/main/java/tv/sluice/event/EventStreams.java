package tv.sluice.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.Culprit;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.journal.JournalReader;
import tv.sluice.platform.journal.JournalSignal;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.platform.web.Actor;
import tv.sluice.tenant.CredentialCheck;
import tv.sluice.tenant.Scope;

/**
 * All streams of this process: a bounded number, each idle one costs its connection and nothing else. Events reach them by the signal of
 * their commit; once a second one query asks whether other processes have written something of which no signal came.
 */
@ApplicationScoped
class EventStreams implements RoleService {
    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    private static final ProblemType TOO_MANY_HERE =
            new ProblemType("too_many_streams", 503, "Too many event streams", Culprit.CAPACITY);
    private static final ProblemType TOO_MANY_OF_TENANT =
            ProblemType.client("too_many_streams", 429, "Too many event streams");
    private static final long TICK_MILLIS = 1_000;
    private static final int CHECKS_AT_ONCE = 4;

    private final Database database;
    private final JournalReader journal;
    private final JournalSignal signal;
    private final CredentialCheck credentials;
    private final EventConfig config;
    private final Vertx vertx;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, SpaceFeed> feeds = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean checking = new AtomicBoolean();
    private final FailureLog failures = new FailureLog(LOG, "Streams are looked after later");
    private volatile boolean open;
    private volatile long tick;
    private volatile long check;

    EventStreams(
            Database database,
            JournalReader journal,
            JournalSignal signal,
            CredentialCheck credentials,
            EventConfig config,
            Vertx vertx,
            MeterRegistry metrics) {
        this.database = database;
        this.journal = journal;
        this.signal = signal;
        this.credentials = credentials;
        this.config = config;
        this.vertx = vertx;
        Gauge.builder("sluice.event.streams", streams, Set::size)
                .description("Clients that follow events")
                .register(metrics);
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        open = true;
        signal.onCommit(this::wake);
        tick = vertx.setPeriodic(TICK_MILLIS, ignored -> tick());
        check = vertx.setPeriodic(config.streamCheck().toMillis(), ignored -> check());
    }

    @Override
    public void stop() {
        open = false;
        vertx.cancelTimer(tick);
        vertx.cancelTimer(check);
        streams.forEach(EventStream::end);
    }

    /** Begins the stream, if there is room for another one. */
    void add(EventStream stream) {
        SpaceFeed feed = place(stream);
        streams.add(stream);
        AtomicBoolean gone = new AtomicBoolean();
        stream.begin(() -> {
            if (gone.compareAndSet(false, true)) {
                remove(stream, feed);
            }
        });
        feed.join(stream, stream.turn());
        if (!open) {
            stream.end();
        }
    }

    /** The place of the last event of the space, if some stream has just been told of it. */
    OptionalLong present(String space) {
        SpaceFeed feed = feeds.get(space);
        return feed != null && feed.running() ? OptionalLong.of(feed.position()) : OptionalLong.empty();
    }

    private SpaceFeed place(EventStream stream) {
        if (!open || streams.size() >= config.maxStreams()) {
            stream.routing().response().putHeader("Retry-After", "10");
            throw new ProblemException(
                    TOO_MANY_HERE,
                    open
                            ? "This process has " + config.maxStreams() + " event streams (sluice.event.max-streams)."
                            : "This process is stopping.");
        }
        return Objects.requireNonNull(feeds.compute(stream.space(), (space, there) -> {
            SpaceFeed feed = there == null ? new SpaceFeed(space, database, journal, vertx) : there;
            if (feed.streams().get() >= config.maxStreamsOfTenant()) {
                stream.routing().response().putHeader("Retry-After", "10");
                throw new ProblemException(
                        TOO_MANY_OF_TENANT,
                        "The tenant has " + config.maxStreamsOfTenant()
                                + " event streams (sluice.event.max-streams-of-tenant).");
            }
            feed.streams().incrementAndGet();
            return feed;
        }));
    }

    private void remove(EventStream stream, SpaceFeed feed) {
        streams.remove(stream);
        feed.leave(stream);
        feeds.computeIfPresent(stream.space(), (space, there) -> feed.streams().decrementAndGet() == 0 ? null : there);
    }

    private void wake(String space) {
        SpaceFeed feed = feeds.get(space);
        if (feed != null) {
            feed.wake();
        }
    }

    private void tick() {
        long now = System.nanoTime();
        Duration heartbeat = config.streamHeartbeat();
        Duration stall = config.streamStall();
        for (EventStream stream : streams) {
            long silent = now - stream.takenAt();
            if (stream.isFull()) {
                if (silent > stall.toNanos()) {
                    stream.end();
                }
            } else if (silent > heartbeat.toNanos()) {
                stream.greet();
            }
        }
        look();
    }

    private void look() {
        if (feeds.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        List<String> spaces = List.copyOf(feeds.keySet());
        database.read(tx -> journal.heads(tx, spaces))
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(
                        heads -> heads.forEach(head -> {
                            SpaceFeed feed = feeds.get(head.space());
                            if (feed != null && head.eventSeq() > feed.position()) {
                                feed.wake();
                            }
                        }),
                        failures::report);
    }

    /** Ends the streams whose credential is not good any more; one look for all streams with the same one. */
    private void check() {
        if (streams.isEmpty() || !checking.compareAndSet(false, true)) {
            return;
        }
        Map<Actor, EventStream> one = new HashMap<>();
        for (EventStream stream : streams) {
            Actor actor = Actor.of(stream.routing());
            if (actor != null) {
                one.putIfAbsent(actor, stream);
            }
        }
        Multi.createFrom()
                .iterable(one.entrySet())
                .onItem()
                .transformToUni(each -> check(each.getKey(), each.getValue()))
                .merge(CHECKS_AT_ONCE)
                .onTermination()
                .invoke(() -> checking.set(false))
                .subscribe()
                .with(done -> {}, failures::report);
    }

    private Uni<Void> check(Actor actor, EventStream stream) {
        return credentials
                .isGood(stream.routing(), Scope.EVENTS_READ)
                .invoke(good -> {
                    if (!good) {
                        end(actor);
                    }
                })
                .onFailure()
                .invoke(failures::report)
                .onFailure()
                .recoverWithItem(true)
                .replaceWithVoid();
    }

    private void end(Actor actor) {
        for (EventStream stream : streams) {
            if (actor.equals(Actor.of(stream.routing()))) {
                stream.end();
            }
        }
    }
}
