package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import tv.sluice.platform.db.Transaction;

/**
 * Counts what tenants use. Each method joins the caller's transaction and takes a space as it stands in {@code tenant_id}; both
 * environments of a tenant count together.
 */
@ApplicationScoped
public class UsageService {
    private static final double MINUTE = 60;

    private final UsageRepository repository;
    private final TenantRepository tenants;

    UsageService(UsageRepository repository, TenantRepository tenants) {
        this.repository = repository;
        this.tenants = tenants;
    }

    /** A video keeps more bytes than before, or less if negative. The caller holds the lock of the video's row. */
    public Uni<Void> stored(Transaction tx, String space, String videoId, long bytes) {
        return bytes == 0
                ? Uni.createFrom().voidItem()
                : repository.addStored(tx, Space.of(space).owner(), videoId, bytes);
    }

    /** Bytes of sources and renditions kept. */
    public Uni<Long> storedBytes(Transaction tx, String space) {
        return repository.stored(tx, Space.of(space).owner());
    }

    /** Counts the encoding of so many seconds in this month; false, and nothing is counted, if that is more than the limit allows. */
    public Uni<Boolean> encode(Transaction tx, String space, String jobId, double seconds, Instant now) {
        String owner = Space.of(space).owner();
        return limits(tx, space)
                .chain(limits -> repository
                        .encodedSeconds(tx, owner, month(now))
                        .map(used -> fits(limits, used + seconds))
                        .call(fits -> fits
                                ? repository.addEncoded(tx, owner, jobId, month(now), seconds)
                                : Uni.createFrom().voidItem()));
    }

    /** What a tenant may use, as it is now; none if there is no such tenant. */
    public Uni<TenantLimits> limits(Transaction tx, String space) {
        return tenants.find(tx, Space.of(space).owner())
                .map(tenant ->
                        tenant == null ? TenantLimits.NONE : tenant.settings().limits());
    }

    private static boolean fits(TenantLimits limits, double seconds) {
        Long minutes = limits.encodedMinutesPerMonth();
        return minutes == null || seconds <= minutes * MINUTE;
    }

    /** A job came to nothing, which costs nothing. */
    public Uni<Void> encodedNothing(Transaction tx, String space, String jobId) {
        return repository.removeEncoded(tx, Space.of(space).owner(), jobId);
    }

    /** The month that an instant lies in (UTC), as its first day. */
    static LocalDate month(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).withDayOfMonth(1);
    }

    /** The beginning of the hour that an instant lies in. */
    static Instant hour(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }
}
