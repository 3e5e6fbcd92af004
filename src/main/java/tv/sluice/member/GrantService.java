package tv.sluice.member;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;

/** What can be done to grants. Each method joins the caller's transaction; tell GrantedAccess after the commit. */
@ApplicationScoped
class GrantService {
    private static final Logger LOG = Logger.getLogger(GrantService.class);

    private final GrantRepository repository;
    private final GrantJournal journal;

    GrantService(GrantRepository repository, GrantJournal journal) {
        this.repository = repository;
        this.journal = journal;
    }

    /** A new grant for a tenant that there is. */
    Uni<OperatorGrant> create(Transaction tx, Operator operator, GrantDraft draft) {
        OperatorGrant grant = new OperatorGrant(Ids.next(OperatorGrant.PREFIX), operator, draft, now());
        return repository
                .add(tx, grant)
                .invoke(() -> journal.created(tx, grant))
                .invoke(() -> LOG.infof(
                        "Grant %s: %s for %s to %s", grant.id(), grant.access(), grant.tenantId(), operator.id()))
                .replaceWith(grant);
    }

    /**
     * 404 if there is none that this caller may see.
     *
     * @param tenantId for which the caller speaks, or null
     * @param callerId whose own grants are seen as well
     */
    Uni<OperatorGrant> get(Transaction tx, @Nullable String tenantId, String callerId, String id) {
        Uni<OperatorGrant> own = Uni.createFrom().deferred(() -> repository.ofOperator(tx, callerId, id));
        Uni<OperatorGrant> seen = tenantId == null
                ? own
                : repository.find(tx, tenantId, id).onItem().ifNull().switchTo(own);
        return seen.onItem().ifNull().failWith(() -> ProblemException.notFound("grant", id));
    }

    Uni<Page<OperatorGrant>> list(
            Transaction tx, @Nullable String tenantId, String callerId, @Nullable GrantState state, PageRequest page) {
        Uni<List<OperatorGrant>> rows = tenantId == null
                ? repository.pageOfOperator(tx, callerId, state, page, now())
                : repository.pageOfTenant(tx, tenantId, state, page, now());
        return rows.map(found -> Page.of(found, page, OperatorGrant::id));
    }

    /** Ends it if it is not over yet; 404 as in {@link #get}. */
    Uni<Void> end(Transaction tx, @Nullable String tenantId, String callerId, String id) {
        return get(tx, tenantId, callerId, id)
                .chain(seen -> repository.lock(tx, seen.tenantId(), id))
                .chain(grant -> grant == null || grant.state(now()) != GrantState.ACTIVE
                        ? Uni.createFrom().voidItem()
                        : end(tx, grant));
    }

    private Uni<Void> end(Transaction tx, OperatorGrant grant) {
        journal.ending(tx, grant, () -> grant.end(now()));
        LOG.infof("Grant %s: ended", grant.id());
        return repository.flush(tx);
    }

    /** The tenant is gone: nobody acts for it any more. */
    Uni<Void> endAll(Transaction tx, String tenantId) {
        return repository.endAll(tx, tenantId, now()).replaceWithVoid();
    }

    Uni<List<OperatorGrant>> due(Transaction tx, int max) {
        return repository.due(tx, now(), max);
    }

    /** Marks it as over, unless somebody has. */
    Uni<Void> expire(Transaction tx, OperatorGrant due) {
        return repository.lock(tx, due.tenantId(), due.id()).chain(grant -> {
            if (grant == null || !grant.isOpen() || now().isBefore(grant.expiresAt())) {
                return Uni.createFrom().voidItem();
            }
            journal.ending(tx, grant, grant::expire);
            LOG.infof("Grant %s: expired", grant.id());
            return repository.flush(tx);
        });
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
