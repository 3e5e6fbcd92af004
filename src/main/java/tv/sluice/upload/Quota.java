package tv.sluice.upload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.tenant.Environment;
import tv.sluice.tenant.Space;
import tv.sluice.tenant.TenantLimits;
import tv.sluice.tenant.UploadMeters;
import tv.sluice.tenant.UsageService;

/** What a tenant may still upload: of bytes kept, and of bytes that arrive within the hour. */
@ApplicationScoped
class Quota {
    private final Database database;
    private final UploadRepository repository;
    private final UsageService usage;
    private final UploadMeters meters;
    /** Bytes under way of uploads whose length is not known, by tenant. */
    private final Cache<String, AtomicLong> loose =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

    Quota(Database database, UploadRepository repository, UsageService usage, UploadMeters meters) {
        this.database = database;
        this.repository = repository;
        this.usage = usage;
        this.meters = meters;
    }

    /** Refuses a file that there would be no room for; one of unknown length, if there is no room at all. */
    Uni<Void> admit(Transaction tx, String space, @Nullable String uploadId, @Nullable Long size) {
        return usage.limits(tx, space)
                .chain(limits -> room(tx, space, uploadId, limits).invoke(room -> {
                    if ((size == null ? 1 : size) > room) {
                        throw UploadProblems.storageLimit(limits.storageBytes());
                    }
                }))
                .replaceWithVoid();
    }

    /** What one request may bring for an upload of which some bytes are here; fails if that is nothing. */
    Uni<Allowance> open(Upload upload, long here) {
        String owner = Space.of(upload.tenantId()).owner();
        return database.read(tx -> usage.limits(tx, owner)
                .chain(limits -> meters.used(tx, owner)
                        .chain(used -> room(tx, upload.tenantId(), upload.id(), limits)
                                .map(room -> open(upload, here, owner, limits, used, room)))));
    }

    private Allowance open(Upload upload, long here, String owner, TenantLimits limits, long used, long room) {
        Long hourly = limits.uploadBytesPerHour();
        if (hourly != null && used >= hourly) {
            throw UploadProblems.hourlyLimit(hourly);
        }
        Long size = upload.size();
        if (size == null ? here >= room : size > room) {
            throw UploadProblems.storageLimit(limits.storageBytes());
        }
        // What has a length has its place already; the others share what is left.
        return size == null
                ? new Allowance(meters, owner, limits, loose.get(owner, ignored -> new AtomicLong()), room - here)
                : new Allowance(meters, owner, limits, new AtomicLong(), Long.MAX_VALUE);
    }

    /** When the limit of the hour is no obstacle any more. */
    long retryAfterSeconds() {
        return meters.untilNextHour().toSeconds();
    }

    /** Bytes that the files of an upload may have: what is left beside what is kept, and what other uploads that have begun will have. */
    private Uni<Long> room(Transaction tx, String space, @Nullable String uploadId, TenantLimits limits) {
        Long limit = limits.storageBytes();
        if (limit == null) {
            return Uni.createFrom().item(Long.MAX_VALUE);
        }
        return usage.storedBytes(tx, space)
                .chain(stored -> repository
                        .expectedBytes(tx, spaces(space), uploadId == null ? "" : uploadId, Instant.now())
                        .map(expected -> Math.max(0, limit - stored - expected)));
    }

    private static List<String> spaces(String space) {
        String owner = Space.of(space).owner();
        return Stream.of(Environment.values())
                .map(each -> new Space(owner, each).text())
                .toList();
    }
}
