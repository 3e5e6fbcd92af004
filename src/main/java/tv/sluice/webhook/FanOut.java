package tv.sluice.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.journal.JournalEvent;
import tv.sluice.platform.journal.JournalHead;
import tv.sluice.platform.journal.JournalReader;
import tv.sluice.platform.journal.JournalSignal;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Turns the events of each space into deliveries, one for each webhook that wants the event, in the order of the events. How far it has got
 * is written down in the same transaction, so each event becomes its deliveries once, whatever dies when. Told of commits by the journal;
 * looks from time to time for what it was not told of.
 */
@ApplicationScoped
class FanOut implements RoleService {
    private static final Logger LOG = Logger.getLogger(FanOut.class);
    private static final int EVENTS = 200;

    private final Vertx vertx;
    private final Database database;
    private final JournalReader journal;
    private final JournalSignal signal;
    private final WebhookRepository webhooks;
    private final CursorRepository cursors;
    private final QueueRepository queue;
    private final Deliveries deliveries;
    private final MessageWriter writer;
    private final Sender sender;
    private final WebhookConfig config;
    private final FailureLog failures = new FailureLog(LOG, "Events are turned into deliveries later");
    /** Spaces that have a webhook, as of the last look. */
    private final Set<String> followed = ConcurrentHashMap.newKeySet();
    /** Spaces that are being dealt with; true if something has happened meanwhile. */
    private final Map<String, Boolean> running = new ConcurrentHashMap<>();

    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean started;
    private volatile long timer = -1;

    FanOut(
            Vertx vertx,
            Database database,
            JournalReader journal,
            JournalSignal signal,
            WebhookRepository webhooks,
            CursorRepository cursors,
            QueueRepository queue,
            Deliveries deliveries,
            MessageWriter writer,
            Sender sender,
            WebhookConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.journal = journal;
        this.signal = signal;
        this.webhooks = webhooks;
        this.cursors = cursors;
        this.queue = queue;
        this.deliveries = deliveries;
        this.writer = writer;
        this.sender = sender;
        this.config = config;
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        started = true;
        signal.onCommit(this::committed);
        timer = vertx.setPeriodic(config.poll().toMillis(), ignored -> look());
        look();
    }

    @Override
    public void stop() {
        started = false;
        vertx.cancelTimer(timer);
    }

    /** The space has a webhook from now on. */
    void follow(String space) {
        followed.add(space);
        wake(space);
    }

    private void committed(String space) {
        if (followed.contains(space)) {
            wake(space);
        }
    }

    private void look() {
        if (!started || !looking.compareAndSet(false, true)) {
            return;
        }
        database.read(this::behind)
                .eventually(() -> looking.set(false))
                .subscribe()
                .with(behind -> behind.forEach(this::wake), failures::report);
    }

    private Uni<List<String>> behind(Transaction tx) {
        return webhooks.spaces(tx)
                .invoke(this::remember)
                .chain(spaces -> spaces.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : cursors.all(tx, spaces)
                                .chain(reached -> journal.heads(tx, spaces).map(heads -> behind(heads, reached))));
    }

    private void remember(List<String> spaces) {
        followed.addAll(spaces);
        followed.retainAll(Set.copyOf(spaces));
    }

    private static List<String> behind(List<JournalHead> heads, Map<String, Long> reached) {
        return heads.stream()
                .filter(head -> reached.getOrDefault(head.space(), Long.MAX_VALUE) < head.eventSeq())
                .map(JournalHead::space)
                .toList();
    }

    private void wake(String space) {
        if (started && running.put(space, true) == null) {
            run(space);
        }
    }

    private void run(String space) {
        running.replace(space, false);
        database.write(tx -> step(tx, space)).subscribe().with(step -> done(space, step), failure -> {
            // The next look tries again.
            running.remove(space);
            failures.report(failure);
        });
    }

    private void done(String space, Step step) {
        sender.wake(step.endpoints());
        if (started && (step.more() || !running.remove(space, false))) {
            run(space);
        } else {
            running.remove(space);
        }
    }

    /** What a transaction has brought. */
    private record Step(Set<Endpoint> endpoints, boolean more) {
        static final Step NONE = new Step(Set.of(), false);
    }

    /** A webhook as the fan-out needs it. */
    private record Follower(Endpoint endpoint, long fromSeq, WantedTypes types) {
        static Follower of(Webhook webhook) {
            return new Follower(
                    new Endpoint(webhook.tenantId(), webhook.id()),
                    webhook.fromSeq(),
                    new WantedTypes(webhook.types()));
        }

        boolean wants(JournalEvent event) {
            return event.seq() > fromSeq && types.include(event.type());
        }
    }

    private Uni<Step> step(Transaction tx, String space) {
        return cursors.lock(tx, space)
                .chain(reached -> reached == null
                        ? Uni.createFrom().item(Step.NONE)
                        : webhooks.enabled(tx, space).chain(enabled -> step(tx, space, reached, enabled)));
    }

    /** Without webhooks the place stays: whoever comes next begins where it says. */
    private Uni<Step> step(Transaction tx, String space, long reached, List<Webhook> enabled) {
        if (enabled.isEmpty()) {
            return Uni.createFrom().item(Step.NONE);
        }
        long wanted = enabled.stream().mapToLong(Webhook::fromSeq).min().orElse(reached);
        return journal.after(tx, space, Math.max(reached, wanted), EVENTS)
                .chain(events ->
                        events.isEmpty() ? Uni.createFrom().item(Step.NONE) : queue(tx, space, events, enabled));
    }

    private Uni<Step> queue(Transaction tx, String space, List<JournalEvent> events, List<Webhook> enabled) {
        List<Follower> followers = enabled.stream().map(Follower::of).toList();
        List<QueuedDelivery> queued = new ArrayList<>();
        Set<Endpoint> endpoints = new LinkedHashSet<>();
        for (JournalEvent event : events) {
            Message message = writer.message(event);
            for (Follower follower : followers) {
                if (follower.wants(event)) {
                    queued.add(deliveries.ofEvent(follower.endpoint(), event, message));
                    endpoints.add(follower.endpoint());
                }
            }
        }
        return queue.add(tx, queued)
                .chain(() -> cursors.move(tx, space, events.getLast().seq()))
                .replaceWith(new Step(endpoints, events.size() == EVENTS));
    }
}
