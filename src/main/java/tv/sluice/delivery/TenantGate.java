package tv.sluice.delivery;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.limit.SharedCounts;
import tv.sluice.playback.token.PlaybackPointer;
import tv.sluice.playback.token.TenantRecord;

/** What holds for all playback of a tenant: whether it goes on at all, and how many may watch at the same time. */
final class TenantGate {
    private static final Admission STOPPED = new Admission.Stopped();
    private static final Admission FULL = new Admission.Full();
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final StoredRecords<TenantRecord> tenants;
    private final Viewers viewers;
    private final SharedCounts shared;

    TenantGate(StoredRecords<TenantRecord> tenants, Viewers viewers, SharedCounts shared) {
        this.tenants = tenants;
        this.viewers = viewers;
        this.shared = shared;
    }

    /** The admission, or what the tenant's state makes of it. */
    CompletableFuture<Admission> check(Admission admission, Target.Resource resource, InetAddress remote) {
        if (!(admission instanceof Admission.Admitted admitted)) {
            return CompletableFuture.completedFuture(admission);
        }
        String tenantId = TenantRecord.owner(admitted.pointer().tenantId());
        return tenants.get(TenantRecord.storageKey(tenantId))
                .thenApply(found -> check(admitted, found.orElse(null), tenantId, resource, remote));
    }

    private Admission check(
            Admission.Admitted admitted,
            @Nullable TenantRecord tenant,
            String tenantId,
            Target.Resource resource,
            InetAddress remote) {
        if (tenant != null && !tenant.playing()) {
            return STOPPED;
        }
        Long limit = tenant == null ? null : tenant.concurrentViewers();
        // Whoever sees a page full of posters does not watch anything yet.
        return resource.asset().isPicture() || viewers.see(tenantId, session(admitted, remote), limit)
                ? admitted
                : FULL;
    }

    /** A viewing is one of its token and address; with a public playback id, one of the playback id and address. */
    private static long session(Admission.Admitted admitted, InetAddress remote) {
        Viewing viewing = admitted.viewing();
        PlaybackPointer pointer = admitted.pointer();
        String text = viewing == null ? pointer.playbackId() : viewing.sessionToken();
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        for (byte part : remote.getAddress()) {
            hash = (hash ^ part) * FNV_PRIME;
        }
        return hash;
    }

    /** Tells the other nodes how many watch here, and hears how many watch there. Called each second. */
    void exchange() {
        if (shared.busy()) {
            return;
        }
        viewers.forEach((tenantId, here) ->
                shared.exchange(TenantRecord.VIEWERS + tenantId, here, others -> viewers.elsewhere(tenantId, others)));
    }
}
