package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.PageRequest;

/** The rows of API keys. */
@ApplicationScoped
class KeyRepository {
    /** Which of a tenant's keys somebody may know of. */
    record View(String owner, boolean live) {
        /** Whoever is in the live environment sees both. */
        static View of(Space space) {
            return new View(space.owner(), space.environment() == Environment.LIVE);
        }

        private String restriction() {
            return "tenantId = :tenant" + (live ? "" : " and environment = TEST");
        }
    }

    Uni<Void> addAll(Transaction tx, List<ApiKey> keys) {
        return tx.session().persistAll(keys.toArray()).chain(tx.session()::flush);
    }

    Uni<Void> flush(Transaction tx) {
        return tx.session().flush();
    }

    /** The key with this hash, of whichever tenant; null if there is none. */
    Uni<ApiKey> find(Transaction tx, KeyHash hash) {
        return tx.session()
                .createSelectionQuery("from ApiKey where hash = :hash", ApiKey.class)
                .setComment(Sweep.API_KEY_BY_HASH.comment())
                .setParameter("hash", hash.bytes())
                .getSingleResultOrNull();
    }

    Uni<ApiKey> find(Transaction tx, View view, String id) {
        return byId(tx, view, id).getSingleResultOrNull();
    }

    /** The key with its row locked until the end of the transaction. */
    Uni<ApiKey> lock(Transaction tx, View view, String id) {
        return byId(tx, view, id).setLockMode(LockModeType.PESSIMISTIC_WRITE).getSingleResultOrNull();
    }

    /** How many keys of the tenant are not revoked. */
    Uni<Long> count(Transaction tx, String owner) {
        return tx.session()
                .createSelectionQuery(
                        "select count(*) from ApiKey where tenantId = :tenant and revokedAt is null", Long.class)
                .setParameter("tenant", owner)
                .getSingleResult();
    }

    Uni<List<ApiKey>> page(Transaction tx, View view, @Nullable KeyState state, Instant now, PageRequest page) {
        Mutiny.SelectionQuery<ApiKey> query = tx.session()
                .createSelectionQuery(
                        "from ApiKey where " + view.restriction() + (page.before() == null ? "" : " and id < :before")
                                + (state == null ? "" : " and " + restriction(state)) + " order by id desc",
                        ApiKey.class)
                .setParameter("tenant", view.owner())
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        if (state == KeyState.ACTIVE || state == KeyState.EXPIRED) {
            query.setParameter("now", now);
        }
        return query.getResultList();
    }

    Uni<Integer> revokeAll(Transaction tx, String owner, Instant now) {
        return tx.session()
                .createMutationQuery("update ApiKey set revokedAt = :now, version = version + 1"
                        + " where tenantId = :tenant and revokedAt is null")
                .setParameter("now", now)
                .setParameter("tenant", owner)
                .executeUpdate();
    }

    /** Of no effect if a later use is known. */
    Uni<Void> used(Transaction tx, String owner, String id, Instant minute) {
        return tx.session()
                .createMutationQuery("update ApiKey set lastUsedAt = :minute"
                        + " where tenantId = :tenant and id = :id and (lastUsedAt is null or lastUsedAt < :minute)")
                .setParameter("minute", minute)
                .setParameter("tenant", owner)
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String restriction(KeyState state) {
        return switch (state) {
            case ACTIVE -> "revokedAt is null and (expiresAt is null or expiresAt > :now)";
            case EXPIRED -> "revokedAt is null and expiresAt <= :now";
            case REVOKED -> "revokedAt is not null";
        };
    }

    private static Mutiny.SelectionQuery<ApiKey> byId(Transaction tx, View view, String id) {
        return tx.session()
                .createSelectionQuery("from ApiKey where " + view.restriction() + " and id = :id", ApiKey.class)
                .setParameter("tenant", view.owner())
                .setParameter("id", id);
    }
}
