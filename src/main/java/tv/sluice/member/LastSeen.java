package tv.sluice.member;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/** Writes down to the minute when members were last seen, some seconds later and beside the requests. */
@ApplicationScoped
class LastSeen implements RoleService {
    private static final Logger LOG = Logger.getLogger(LastSeen.class);
    private static final int MAX_MEMBERS = 10_000;
    private static final int BATCH = 500;

    private final Database database;
    private final MemberRepository repository;
    private final Vertx vertx;
    private final long interval;
    private final FailureLog failures = new FailureLog(LOG, "When members were last seen is not written");
    /** The minutes that are still to be written, and those that have been. */
    private final Map<Membership, Instant> pending = new ConcurrentHashMap<>();

    private final Map<String, Instant> written = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long timer = -1;

    LastSeen(Database database, MemberRepository repository, Vertx vertx, MemberConfig config) {
        this.database = database;
        this.repository = repository;
        this.vertx = vertx;
        this.interval = config.seenInterval().toMillis();
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(interval, ignored -> write());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Never waits. */
    void seen(Membership membership) {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        if (!minute.equals(written.get(membership.memberId())) && pending.size() < MAX_MEMBERS) {
            pending.put(membership, minute);
        }
    }

    private void write() {
        if (pending.isEmpty() || !running.compareAndSet(false, true)) {
            return;
        }
        List<Map.Entry<Membership, Instant>> batch =
                pending.entrySet().stream().map(Map.Entry::copyOf).limit(BATCH).toList();
        database.write(tx -> Multi.createFrom()
                        .iterable(batch)
                        .onItem()
                        .transformToUniAndConcatenate(entry -> repository.seen(
                                tx, entry.getKey().tenantId(), entry.getKey().memberId(), entry.getValue()))
                        .collect()
                        .last())
                .eventually(() -> running.set(false))
                .subscribe()
                .with(ignored -> done(batch), failures::report);
    }

    private void done(List<Map.Entry<Membership, Instant>> batch) {
        if (written.size() > MAX_MEMBERS) {
            written.clear();
        }
        batch.forEach(entry -> {
            written.put(entry.getKey().memberId(), entry.getValue());
            pending.remove(entry.getKey(), entry.getValue());
        });
    }
}
