package tv.sluice.delivery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.sluice.playback.token.PlaybackPointer;

/** Decides who may have what: looks up the playback id, checks the right that the path claims, and asks what holds for
 * the tenant. */
final class AdmissionDesk {
    private static final Admission UNKNOWN = new Admission.Unknown();
    private static final Admission REFUSED = new Admission.Refused();

    private final StoredRecords<PlaybackPointer> pointers;
    private final TokenGate gate;
    private final TenantGate tenants;
    private final Duration grace;

    AdmissionDesk(StoredRecords<PlaybackPointer> pointers, TokenGate gate, TenantGate tenants, Duration grace) {
        this.pointers = pointers;
        this.gate = gate;
        this.tenants = tenants;
        this.grace = grace;
    }

    CompletableFuture<Admission> admit(Target.Resource resource, InetAddress remote) {
        return byRight(resource, remote).thenCompose(admission -> tenants.check(admission, resource, remote));
    }

    private CompletableFuture<Admission> byRight(Target.Resource resource, InetAddress remote) {
        return switch (resource.access()) {
            case Access.Open() -> pointer(resource).thenApply(AdmissionDesk::open);
            case Access.BySession(String token) -> bySession(token, resource);
            case Access.ByToken(String token) -> byToken(token, resource, remote);
        };
    }

    private CompletableFuture<Optional<PlaybackPointer>> pointer(Target.Resource resource) {
        return pointers.get(PlaybackPointer.storageKey(resource.playbackId()));
    }

    private static Admission open(Optional<PlaybackPointer> found) {
        if (found.isEmpty()) {
            return UNKNOWN;
        }
        return switch (found.get().policy()) {
            case PUBLIC -> new Admission.Admitted(found.get(), null);
            case SIGNED -> REFUSED;
        };
    }

    private CompletableFuture<Admission> bySession(String token, Target.Resource resource) {
        Duration lasting = resource.asset().isMedia() ? grace : Duration.ZERO;
        Viewing viewing = gate.checkSession(token, resource.playbackId(), lasting);
        if (viewing == null) {
            return CompletableFuture.completedFuture(REFUSED);
        }
        return pointer(resource)
                .thenApply(found -> found.isEmpty() ? REFUSED : new Admission.Admitted(found.get(), viewing));
    }

    private CompletableFuture<Admission> byToken(String token, Target.Resource resource, InetAddress remote) {
        return gate.check(token, resource.playbackId(), remote)
                .thenCompose(verified -> verified.isEmpty()
                        ? CompletableFuture.completedFuture(REFUSED)
                        : pointer(resource).thenApply(found -> signed(found, verified.get())));
    }

    private static Admission signed(Optional<PlaybackPointer> found, TokenGate.Verified verified) {
        return found.isPresent() && verified.key().speaksFor(found.get().tenantId())
                ? new Admission.Admitted(found.get(), verified.viewing())
                : REFUSED;
    }
}
