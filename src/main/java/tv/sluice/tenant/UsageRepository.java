package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;

/** The rows that count what tenants use. */
@ApplicationScoped
class UsageRepository {
    private static final int SLOTS = 8;

    /** Counts bytes of a video more, or less if negative. */
    Uni<Void> addStored(Transaction tx, String owner, String videoId, long bytes) {
        return tx.session()
                .createNativeQuery("insert into usage_storage (tenant_id, slot, bytes) values (:tenant, :slot, :bytes)"
                        + " on duplicate key update bytes = bytes + :bytes")
                .setParameter("tenant", owner)
                .setParameter("slot", Math.floorMod(videoId.hashCode(), SLOTS))
                .setParameter("bytes", bytes)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Long> stored(Transaction tx, String owner) {
        return tx.session()
                .createNativeQuery("select bytes from usage_storage where tenant_id = :tenant", Long.class)
                .setParameter("tenant", owner)
                .getResultList()
                .map(rows -> rows.stream().mapToLong(Long::longValue).sum());
    }

    Uni<Void> addUploaded(Transaction tx, String owner, Instant hour, long bytes) {
        return tx.session()
                .createNativeQuery(
                        "insert into usage_upload (tenant_id, begins_at, bytes) values (:tenant, :hour, :bytes)"
                                + " on duplicate key update bytes = bytes + :bytes")
                .setParameter("tenant", owner)
                .setParameter("hour", utc(hour))
                .setParameter("bytes", bytes)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Long> uploaded(Transaction tx, String owner, Instant hour) {
        return tx.session()
                .createNativeQuery(
                        "select bytes from usage_upload where tenant_id = :tenant and begins_at = :hour", Long.class)
                .setParameter("tenant", owner)
                .setParameter("hour", utc(hour))
                .getResultList()
                .map(rows -> rows.isEmpty() ? 0L : rows.getFirst());
    }

    /** Of no effect if the job has been counted before. */
    Uni<Void> addEncoded(Transaction tx, String owner, String jobId, LocalDate month, double seconds) {
        return tx.session()
                .createNativeQuery("insert ignore into usage_encoding (tenant_id, job_id, begins_at, seconds)"
                        + " values (:tenant, :job, :month, :seconds)")
                .setParameter("tenant", owner)
                .setParameter("job", jobId)
                .setParameter("month", month)
                .setParameter("seconds", seconds)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> removeEncoded(Transaction tx, String owner, String jobId) {
        return tx.session()
                .createNativeQuery("delete from usage_encoding where tenant_id = :tenant and job_id = :job")
                .setParameter("tenant", owner)
                .setParameter("job", jobId)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Double> encodedSeconds(Transaction tx, String owner, LocalDate month) {
        return tx.session()
                .createNativeQuery(
                        "select coalesce(sum(seconds), 0e0) from usage_encoding"
                                + " where tenant_id = :tenant and begins_at = :month",
                        Double.class)
                .setParameter("tenant", owner)
                .setParameter("month", month)
                .getSingleResult();
    }

    /** Of all tenants: what arrived before the given hour is of no interest any more. */
    Uni<Integer> removeUploadedBefore(Transaction tx, Instant hour, int limit) {
        return tx.session()
                .createNativeQuery(
                        Sweep.OLD_USAGE.prefix() + "delete from usage_upload where begins_at < :hour limit " + limit)
                .setParameter("hour", utc(hour))
                .executeUpdate();
    }

    /** Nothing is counted any more for a tenant that is gone. */
    Uni<Void> removeAll(Transaction tx, String owner) {
        return remove(tx, "delete from usage_storage where tenant_id = :tenant", owner)
                .chain(() -> remove(tx, "delete from usage_upload where tenant_id = :tenant", owner))
                .chain(() -> remove(tx, "delete from usage_encoding where tenant_id = :tenant", owner));
    }

    private static Uni<Void> remove(Transaction tx, String statement, String owner) {
        return tx.session()
                .createNativeQuery(statement)
                .setParameter("tenant", owner)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
