package tv.sluice.playback.token;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What delivery must know of a tenant, as it lies in storage. A tenant without a record plays without a limit.
 *
 * @param playing false if nothing of the tenant is to be played
 * @param concurrentViewers as many viewing sessions may go on at the same time; null if there is no limit
 */
public record TenantRecord(
        String tenantId, boolean playing, @Nullable Long concurrentViewers) {
    /** What the number of a tenant's viewing sessions is called among delivery nodes: this, followed by the tenant's id. */
    public static final String VIEWERS = "viewers:";

    public TenantRecord {
        Objects.requireNonNull(tenantId, "tenantId");
    }

    /** The tenant whose data stand under this name: for those of the test environment a suffix is added to the tenant's id. */
    public static String owner(String space) {
        int dot = space.indexOf('.');
        return dot < 0 ? space : space.substring(0, dot);
    }

    /** Where the record of a tenant lies in storage; this is also how a change of the tenant is announced. */
    public static String storageKey(String tenantId) {
        return "tenant/" + tenantId;
    }

    public byte[] toJson() {
        return StoredJson.write(this);
    }

    /** @throws IllegalArgumentException if the bytes are not a record */
    public static TenantRecord fromJson(byte[] json) {
        return StoredJson.read(json, TenantRecord.class);
    }
}
