package tv.sluice.audit;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.AuditApi;
import tv.sluice.api.model.AuditEntry;
import tv.sluice.api.model.AuditPage;
import tv.sluice.api.model.AuditVerification;
import tv.sluice.api.model.Difference;
import tv.sluice.api.model.HistoryPage;
import tv.sluice.platform.web.PublicUrls;
import tv.sluice.tenant.Caller;

/** What has been written down, over REST. */
@Cancellable(false)
class AuditResource implements AuditApi {
    private final AuditService audit;
    private final Verifier verifier;
    private final HistoryService history;
    private final UndoService undoing;
    private final AuditMapper mapper;
    private final Caller caller;
    private final PublicUrls urls;

    AuditResource(
            AuditService audit,
            Verifier verifier,
            HistoryService history,
            UndoService undoing,
            AuditMapper mapper,
            Caller caller,
            PublicUrls urls) {
        this.audit = audit;
        this.verifier = verifier;
        this.history = history;
        this.undoing = undoing;
        this.mapper = mapper;
        this.caller = caller;
        this.urls = urls;
    }

    @Override
    public Uni<RestResponse<AuditPage>> listAudit(
            Integer limit,
            @Nullable String cursor,
            @Nullable String actorId,
            @Nullable String objectId,
            @Nullable String operation,
            @Nullable String requestId,
            @Nullable String from,
            @Nullable String to) {
        AuditFilter filter = new AuditFilter(
                actorId, objectId, operation, requestId, Instants.parse("from", from), Instants.parse("to", to));
        return audit.list(caller.tenantId(), filter, limit, SequenceCursor.before(cursor))
                .map(page -> RestResponse.ok(mapper.page(page)));
    }

    @Override
    public Uni<RestResponse<AuditEntry>> getAuditEntry(String auditId) {
        return audit.get(caller.tenantId(), auditId).map(entry -> RestResponse.ok(mapper.entry(entry)));
    }

    @Override
    public Uni<RestResponse<AuditVerification>> verifyAudit(@Nullable Long from) {
        return verifier.verify(caller.tenantId(), from == null ? 1 : from)
                .map(found -> RestResponse.ok(AuditMapper.verification(found)));
    }

    @Override
    public Uni<RestResponse<AuditEntry>> undoChange(String auditId) {
        return undoing.undo(caller.tenantId(), auditId, caller.requestId(), caller::require)
                .map(entry -> RestResponse.ok(mapper.entry(entry)));
    }

    @Override
    public Uni<RestResponse<HistoryPage>> listHistory(String objectId, Integer limit, @Nullable String cursor) {
        String delivery = urls.delivery();
        return history.list(caller.tenantId(), objectId, limit, SequenceCursor.before(cursor))
                .map(page -> RestResponse.ok(mapper.history(page, delivery)));
    }

    @Override
    public Uni<RestResponse<Difference>> getDifference(String objectId, @Nullable String from, @Nullable String to) {
        String delivery = urls.delivery();
        Instant begin = Instants.parse("from", from);
        Instant end = Instants.parse("to", to);
        return history.difference(caller.tenantId(), objectId, begin, end)
                .map(found -> RestResponse.ok(mapper.difference(objectId, found, delivery)));
    }
}
