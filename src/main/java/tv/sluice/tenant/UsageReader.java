package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.limit.RequestUsage;
import tv.sluice.platform.limit.SharedCounts;

/** Says what a tenant uses. */
@ApplicationScoped
class UsageReader {
    /** As delivery counts them. */
    private static final String VIEWERS = "viewers:";

    private final Database database;
    private final TenantService tenants;
    private final UsageRepository repository;
    private final UploadMeters meters;
    private final RequestUsage requests;
    private final SharedCounts counts;

    UsageReader(
            Database database,
            TenantService tenants,
            UsageRepository repository,
            UploadMeters meters,
            RequestUsage requests,
            SharedCounts counts) {
        this.database = database;
        this.tenants = tenants;
        this.repository = repository;
        this.meters = meters;
        this.requests = requests;
        this.counts = counts;
    }

    /** 404 if there is no such tenant. */
    Uni<UsageReport> of(String owner) {
        return database.read(tx -> tenants.get(tx, owner)
                        .chain(tenant -> stored(tx, owner, tenant.settings().limits())))
                .chain(report -> withRequests(owner, report))
                .chain(report -> counts.total(VIEWERS + owner).map(viewers -> withViewers(report, viewers)));
    }

    private Uni<UsageReport> stored(Transaction tx, String owner, TenantLimits limits) {
        Instant now = Instant.now();
        return repository
                .stored(tx, owner)
                .chain(stored -> meters.used(tx, owner)
                        .chain(uploaded -> repository
                                .encodedSeconds(tx, owner, UsageService.month(now))
                                .map(encoded -> new UsageReport(now, limits, stored, uploaded, encoded, 0, 0, 0))));
    }

    private Uni<UsageReport> withRequests(String owner, UsageReport report) {
        return requests.of(owner, report.limits().ofRequests().tenantRequests())
                .map(used -> new UsageReport(
                        report.at(),
                        report.limits(),
                        report.storedBytes(),
                        report.uploadedBytes(),
                        report.encodedSeconds(),
                        used.requests(),
                        used.limit(),
                        0));
    }

    private static UsageReport withViewers(UsageReport report, long viewers) {
        return new UsageReport(
                report.at(),
                report.limits(),
                report.storedBytes(),
                report.uploadedBytes(),
                report.encodedSeconds(),
                report.requests(),
                report.requestLimit(),
                viewers);
    }
}
