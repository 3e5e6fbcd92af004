package tv.sluice.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.event.Invalidations;
import tv.sluice.platform.limit.SharedCounts;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.platform.storage.Storage;

/** The role {@code delivery}: runs the segment server in the processes that have it. */
@ApplicationScoped
class DeliveryRole implements RoleService {
    private final DeliveryConfig config;
    private final Storage storage;
    private final Invalidations invalidations;
    private final SharedCounts counts;
    private final MeterRegistry registry;
    private volatile @Nullable SegmentServer server;

    DeliveryRole(
            DeliveryConfig config,
            Storage storage,
            Invalidations invalidations,
            SharedCounts counts,
            MeterRegistry registry) {
        this.config = config;
        this.storage = storage;
        this.invalidations = invalidations;
        this.counts = counts;
        this.registry = registry;
    }

    @Override
    public Role role() {
        return Role.DELIVERY;
    }

    @Override
    public void start() {
        SegmentServer starting = server;
        if (starting == null) {
            starting = new SegmentServer(
                    config, storage, invalidations, counts, registry, InstantSource.system(), Transport.best());
            server = starting;
        }
        starting.start();
    }

    @Override
    public void stop() {
        SegmentServer running = server;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean ready() {
        SegmentServer running = server;
        return running != null && running.port() > 0;
    }
}
