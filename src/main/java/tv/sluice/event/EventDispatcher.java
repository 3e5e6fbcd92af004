package tv.sluice.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Leases;
import tv.sluice.platform.event.KafkaClients;
import tv.sluice.platform.event.RecordPublisher;
import tv.sluice.platform.event.RecordPublisher.Outgoing;
import tv.sluice.platform.event.Topics;
import tv.sluice.platform.journal.DeliveryLinks;
import tv.sluice.platform.journal.EventJson;
import tv.sluice.platform.journal.JournalEvent;
import tv.sluice.platform.journal.JournalReader;
import tv.sluice.platform.journal.JournalSignal;
import tv.sluice.platform.journal.ReaderPlace;
import tv.sluice.platform.role.Loop;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Sends what has happened to Kafka, from the journal and in its order. How far it has come with each tenant is written down after Kafka
 * has acknowledged, so a crash between the two sends some again and loses none. One process does it at a time.
 */
@ApplicationScoped
class EventDispatcher implements RoleService {
    static final String TOPIC = "events";

    private static final String READER = "kafka";
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration SENDING = Duration.ofSeconds(3);
    private static final Duration QUERY = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(10);
    /** Before the lease has this little left it is renewed: longer than sending may take. */
    private static final Duration LEASE_LEFT = Duration.ofSeconds(5);

    private static final int TENANTS_AT_ONCE = 50;
    private static final int EVENTS_AT_ONCE = 100;

    private final Database database;
    private final JournalReader journal;
    private final JournalSignal signal;
    private final Leases leases;
    private final DeliveryLinks links;
    private final KafkaClients clients;
    private final Topics topics;
    private final int partitions;
    private final Loop loop;
    private @Nullable RecordPublisher publisher;
    private long leasedUntil = System.nanoTime();

    EventDispatcher(
            Database database,
            JournalReader journal,
            JournalSignal signal,
            Leases leases,
            DeliveryLinks links,
            KafkaClients clients,
            Topics topics,
            EventConfig config) {
        this.database = database;
        this.journal = journal;
        this.signal = signal;
        this.leases = leases;
        this.links = links;
        this.clients = clients;
        this.topics = topics;
        this.partitions = config.partitions();
        this.loop = new Loop("event-dispatcher", "Events are not sent to Kafka, trying again", this::round, this::end);
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        signal.onCommit(space -> loop.wake());
        loop.start();
    }

    @Override
    public void stop() {
        loop.close();
    }

    private Duration round() throws IOException, InterruptedException {
        topics.ensure(Map.of(TOPIC, partitions));
        if (!isLeader()) {
            return PERIOD;
        }
        List<ReaderPlace> behind = database.read(tx -> journal.behind(tx, READER, TENANTS_AT_ONCE))
                .await()
                .atMost(QUERY);
        boolean more = behind.size() == TENANTS_AT_ONCE;
        for (ReaderPlace place : behind) {
            if (loop.isStopped() || !isLeader()) {
                return PERIOD;
            }
            more |= send(place);
        }
        return more ? Duration.ZERO : PERIOD;
    }

    /** Whether nobody else sends, for long enough to send one batch. */
    private boolean isLeader() {
        if (leasedUntil - System.nanoTime() > LEASE_LEFT.toNanos()) {
            return true;
        }
        long asked = System.nanoTime();
        boolean taken = leases.take(READER, LEASE).await().atMost(QUERY);
        leasedUntil = taken ? asked + LEASE.toNanos() : asked;
        return taken && leasedUntil - System.nanoTime() > LEASE_LEFT.toNanos();
    }

    /** Sends the next events of a tenant; says whether there may be more. */
    private boolean send(ReaderPlace place) throws IOException, InterruptedException {
        List<JournalEvent> events = database.read(tx -> journal.after(tx, place.space(), place.seq(), EVENTS_AT_ONCE))
                .await()
                .atMost(QUERY);
        if (events.isEmpty()) {
            return false;
        }
        if (leasedUntil - System.nanoTime() < SENDING.toNanos()) {
            // The query took so long that another process may be at it already.
            return true;
        }
        publisher().publish(events.stream().map(this::outgoing).toList());
        long last = events.getLast().seq();
        database.write(tx -> journal.reached(tx, READER, place.space(), last))
                .await()
                .atMost(QUERY);
        return events.size() == EVENTS_AT_ONCE;
    }

    private Outgoing outgoing(JournalEvent event) {
        return new Outgoing(
                TOPIC,
                null,
                event.objectId(),
                EventJson.withSpace(event, links.base()).getBytes(StandardCharsets.UTF_8),
                event.traceParent());
    }

    private RecordPublisher publisher() {
        if (publisher == null) {
            publisher = new RecordPublisher(clients, "sluice-events-out", SENDING);
        }
        return publisher;
    }

    private void end() {
        if (publisher != null) {
            publisher.close();
            publisher = null;
        }
        if (leasedUntil - System.nanoTime() > 0) {
            leases.giveBack(READER).subscribe().with(done -> {}, failure -> {});
        }
    }
}
