package tv.sluice.upload;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tv.sluice.tenant.TenantLimits;
import tv.sluice.tenant.UploadMeters;

/** What the tenant's limits leave to one request with bytes. */
final class Allowance {
    private final UploadMeters meters;
    private final String owner;
    private final TenantLimits limits;
    private final AtomicLong loose;
    private final long room;
    private long taken;

    /**
     * @param loose bytes under way that share the room
     * @param room bytes that may come altogether
     */
    Allowance(UploadMeters meters, String owner, TenantLimits limits, AtomicLong loose, long room) {
        this.meters = meters;
        this.owner = owner;
        this.limits = limits;
        this.loose = loose;
        this.room = room;
    }

    /** Takes note of bytes that have come; null if they are welcome. Called by one thread at a time. */
    Ending.@Nullable Refused take(int bytes) {
        if (loose.get() + bytes > room) {
            return new Ending.Refused(UploadProblems.storageLimit(limits.storageBytes()));
        }
        if (!meters.take(owner, bytes, limits.uploadBytesPerHour())) {
            return new Ending.Refused(UploadProblems.hourlyLimit(limits.uploadBytesPerHour()));
        }
        loose.addAndGet(bytes);
        taken += bytes;
        return null;
    }

    /** The request is over. */
    void close() {
        loose.addAndGet(-taken);
        taken = 0;
    }
}
