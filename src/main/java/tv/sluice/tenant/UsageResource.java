package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import tv.sluice.api.UsageApi;
import tv.sluice.api.model.Usage;

/** What tenants use, over REST. */
@Cancellable(false)
class UsageResource implements UsageApi {
    private final UsageReader reader;
    private final Caller caller;

    UsageResource(UsageReader reader, Caller caller) {
        this.reader = reader;
        this.caller = caller;
    }

    @Override
    public Uni<RestResponse<Usage>> getUsage() {
        return usage(caller.owner());
    }

    @Override
    public Uni<RestResponse<Usage>> getTenantUsage(String tenantId) {
        return usage(tenantId);
    }

    private Uni<RestResponse<Usage>> usage(String owner) {
        return reader.of(owner).map(report -> RestResponse.ok(UsageMapper.usage(report)));
    }
}
