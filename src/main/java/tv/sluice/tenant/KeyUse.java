package tv.sluice.tenant;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Writes down in which minute API keys were last used: off the requests' way, one key after the other, at most once a minute for each. If
 * more keys than it can hold are used at once, or the database is away, a minute goes unnoticed.
 */
@ApplicationScoped
class KeyUse implements RoleService {
    private static final int MAX_KEYS = 10_000;
    private static final long INTERVAL = 1_000;
    private static final Logger LOG = Logger.getLogger(KeyUse.class);

    /** A key that was used. */
    private record Use(String owner, Instant minute) {}

    private final Database database;
    private final KeyRepository repository;
    private final Vertx vertx;
    private final Map<String, Use> latest = new ConcurrentHashMap<>();
    private final Map<String, Use> pending = new ConcurrentHashMap<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final FailureLog failures = new FailureLog(LOG, "Not written down when API keys were used");
    private volatile long timer;

    KeyUse(Database database, KeyRepository repository, Vertx vertx) {
        this.database = database;
        this.repository = repository;
        this.vertx = vertx;
    }

    /** Never waits. */
    void note(Identity identity, Instant now) {
        String owner = identity.tenantId();
        Use before = latest.get(identity.id());
        if (owner == null || (before != null && now.isBefore(before.minute().plus(1, ChronoUnit.MINUTES)))) {
            return;
        }
        if (latest.size() >= MAX_KEYS) {
            latest.clear();
        }
        Use use = new Use(owner, now.truncatedTo(ChronoUnit.MINUTES));
        latest.put(identity.id(), use);
        if (pending.size() < MAX_KEYS) {
            pending.put(identity.id(), use);
        }
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(INTERVAL, ignored -> write());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void write() {
        if (!pending.isEmpty() && writing.compareAndSet(false, true)) {
            next();
        }
    }

    private void next() {
        Map.@Nullable Entry<String, Use> taken = take();
        if (taken == null) {
            writing.set(false);
            return;
        }
        Use use = taken.getValue();
        database.single(tx -> repository.used(tx, use.owner(), taken.getKey(), use.minute()))
                .subscribe()
                .with(done -> next(), failure -> {
                    writing.set(false);
                    failures.report(failure);
                });
    }

    private Map.@Nullable Entry<String, Use> take() {
        Iterator<Map.Entry<String, Use>> uses = pending.entrySet().iterator();
        if (!uses.hasNext()) {
            return null;
        }
        Map.Entry<String, Use> first = Map.Entry.copyOf(uses.next());
        pending.remove(first.getKey(), first.getValue());
        return first;
    }
}
