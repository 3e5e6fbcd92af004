package tv.sluice.delivery;

import java.time.Duration;
import tv.sluice.platform.storage.Storage;
import tv.sluice.playback.token.PlaybackPointer;
import tv.sluice.playback.token.PublicKeyRecord;
import tv.sluice.playback.token.TenantRecord;
import tv.sluice.playback.token.VerificationKey;

/** What is known of storage without asking it again, and the threads that ask it. */
final class Stores implements AutoCloseable {
    private static final int MAX_SMALL_RECORD = 16 << 10;
    private static final int MAX_DESCRIPTOR = 64 << 20;
    private static final int MAX_ENTRIES = 100_000;
    private static final long SMALL_RECORDS_MEMORY = 16 << 20;
    private static final int SMALL_RECORD_WEIGHT = 1_024;
    private static final int STORAGE_QUEUE = 4_096;
    private static final int VERIFIER_QUEUE = 512;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final StorageWorker worker =
            new StorageWorker("delivery-storage", Math.max(4, 2 * PROCESSORS), STORAGE_QUEUE);
    private final StorageWorker verifier =
            new StorageWorker("delivery-verifier", Math.max(1, PROCESSORS / 2), VERIFIER_QUEUE);
    private final StoredRecords<PlaybackPointer> pointers;
    private final StoredRecords<VerificationKey> keys;
    private final StoredRecords<TenantRecord> tenants;
    private final StoredRecords<Presentation> presentations;
    private final RegionCache regions;

    Stores(DeliveryConfig config, Storage storage, DeliveryMetrics metrics) {
        Duration ttl = config.cacheTtl();
        this.pointers = new StoredRecords<>(
                storage,
                worker,
                small((json, written) -> PlaybackPointer.fromJson(json)),
                ttl,
                MAX_ENTRIES,
                SMALL_RECORDS_MEMORY);
        this.keys = new StoredRecords<>(
                storage,
                worker,
                small((json, written) -> VerificationKey.of(PublicKeyRecord.fromJson(json))),
                ttl,
                MAX_ENTRIES,
                SMALL_RECORDS_MEMORY);
        this.tenants = new StoredRecords<>(
                storage,
                worker,
                small((json, written) -> TenantRecord.fromJson(json)),
                ttl,
                MAX_ENTRIES,
                SMALL_RECORDS_MEMORY);
        this.presentations = new StoredRecords<>(
                storage,
                worker,
                new StoredRecords.Format<>(MAX_DESCRIPTOR, Presentation::parse, Presentation::weight),
                ttl,
                MAX_ENTRIES,
                config.descriptorMemory().asLongValue());
        this.regions = new RegionCache(storage, worker, config.openObjects());
        metrics.cache("pointer", pointers::stats);
        metrics.cache("key", keys::stats);
        metrics.cache("tenant", tenants::stats);
        metrics.cache("descriptor", presentations::stats);
        metrics.cache("object", regions::stats);
    }

    private static <T> StoredRecords.Format<T> small(StoredRecords.Parser<T> parser) {
        return new StoredRecords.Format<>(MAX_SMALL_RECORD, parser, record -> SMALL_RECORD_WEIGHT);
    }

    StoredRecords<PlaybackPointer> pointers() {
        return pointers;
    }

    StoredRecords<VerificationKey> keys() {
        return keys;
    }

    StoredRecords<TenantRecord> tenants() {
        return tenants;
    }

    StoredRecords<Presentation> presentations() {
        return presentations;
    }

    RegionCache regions() {
        return regions;
    }

    /** Reads, computes, opens and closes. */
    StorageWorker worker() {
        return worker;
    }

    /** Checks signatures, apart from the disks' work so that neither starves the other. */
    StorageWorker verifier() {
        return verifier;
    }

    /** Forgets what was said about a storage key that has changed. */
    void forget(String key) {
        pointers.forget(key);
        keys.forget(key);
        tenants.forget(key);
        presentations.forget(key);
        if (key.startsWith("v/")) {
            regions.forget(key.substring(0, key.lastIndexOf('/') + 1));
        }
    }

    @Override
    public void close() {
        regions.close();
        worker.close();
        verifier.close();
    }
}
