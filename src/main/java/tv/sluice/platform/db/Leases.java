package tv.sluice.platform.db;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import tv.sluice.platform.id.Ids;

/** Who does what only one process may do at a time: whoever holds its lease, which ends by itself if it is not renewed. */
@ApplicationScoped
public class Leases {
    private final Database database;
    private final String holder = Ids.next("prc");

    Leases(Database database) {
        this.database = database;
    }

    /** Takes the lease for this long from now on, or renews it; false if another process has it. */
    public Uni<Boolean> take(String name, Duration time) {
        Instant now = Instant.now();
        return database.single(tx -> insert(tx, name, now.plus(time)).chain(() -> renew(tx, name, now, time)));
    }

    /** Gives the lease back, so that another process need not wait for its end. */
    public Uni<Void> giveBack(String name) {
        return database.single(tx -> tx.session()
                .createNativeQuery("delete from lease where name = :name and holder = :holder")
                .setParameter("name", name)
                .setParameter("holder", holder)
                .executeUpdate()
                .replaceWithVoid());
    }

    private Uni<Integer> insert(Transaction tx, String name, Instant until) {
        return tx.session()
                .createNativeQuery(
                        "insert ignore into lease (name, holder, lease_until) values (:name, :holder, :until)")
                .setParameter("name", name)
                .setParameter("holder", holder)
                .setParameter("until", until)
                .executeUpdate();
    }

    private Uni<Boolean> renew(Transaction tx, String name, Instant now, Duration time) {
        return tx.session()
                .createNativeQuery("update lease set holder = :holder, lease_until = :until"
                        + " where name = :name and (holder = :holder or lease_until < :now)")
                .setParameter("holder", holder)
                .setParameter("until", now.plus(time).plusNanos(1_000))
                .setParameter("name", name)
                .setParameter("now", now)
                .executeUpdate()
                .map(rows -> rows == 1);
    }
}
