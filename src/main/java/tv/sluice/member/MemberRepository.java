package tv.sluice.member;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.PageRequest;

/** The rows of members. */
@ApplicationScoped
class MemberRepository {
    Uni<Void> add(Transaction tx, Member member) {
        return tx.session().persist(member).chain(tx.session()::flush);
    }

    Uni<Void> flush(Transaction tx) {
        return tx.session().flush();
    }

    Uni<Void> remove(Transaction tx, Member member) {
        return tx.session().remove(member).chain(tx.session()::flush);
    }

    Uni<Integer> removeAll(Transaction tx, String tenantId) {
        return tx.session()
                .createMutationQuery("delete from Member where tenantId = :tenant")
                .setParameter("tenant", tenantId)
                .executeUpdate();
    }

    Uni<Long> count(Transaction tx, String tenantId) {
        return tx.session()
                .createSelectionQuery("select count(*) from Member where tenantId = :tenant", Long.class)
                .setParameter("tenant", tenantId)
                .getSingleResult();
    }

    /** Null if this tenant has none of that id. */
    Uni<Member> find(Transaction tx, String tenantId, String id) {
        return one(tx, tenantId, id).getSingleResultOrNull();
    }

    /** The same, its row locked. */
    Uni<Member> lock(Transaction tx, String tenantId, String id) {
        return one(tx, tenantId, id).setLockMode(LockModeType.PESSIMISTIC_WRITE).getSingleResultOrNull();
    }

    private static Mutiny.SelectionQuery<Member> one(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery("from Member where tenantId = :tenant and id = :id", Member.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id);
    }

    /** All owners of the tenant, their rows locked in the order of their ids, so that two of them cannot leave at once. */
    Uni<List<Member>> lockOwners(Transaction tx, String tenantId) {
        return tx.session()
                .createSelectionQuery("from Member where tenantId = :tenant and owner = true order by id", Member.class)
                .setParameter("tenant", tenantId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    Uni<List<Member>> page(Transaction tx, String tenantId, PageRequest page) {
        Mutiny.SelectionQuery<Member> query = tx.session()
                .createSelectionQuery(
                        "from Member where tenantId = :tenant"
                                + (page.before() == null ? "" : " and id < :before")
                                + " order by id desc",
                        Member.class)
                .setParameter("tenant", tenantId)
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        return query.getResultList();
    }

    /** What a person is a member of, whichever tenant's: the one question that is not asked for a tenant, as its answer says which. */
    Uni<List<Member>> ofPerson(Transaction tx, String personId, int max) {
        return tx.session()
                .createSelectionQuery("from Member where personId = :person order by id", Member.class)
                .setComment(Sweep.MEMBERSHIPS_OF_PERSON.comment())
                .setParameter("person", personId)
                .setMaxResults(max)
                .getResultList();
    }

    /** Where this address is invited, whichever tenant's. */
    Uni<List<Member>> invited(Transaction tx, String address, int max) {
        return tx.session()
                .createSelectionQuery(
                        "from Member where address = :address and state = :invited order by id", Member.class)
                .setComment(Sweep.INVITATIONS_OF_ADDRESS.comment())
                .setParameter("address", address)
                .setParameter("invited", MemberState.INVITED)
                .setMaxResults(max)
                .getResultList();
    }

    Uni<Integer> seen(Transaction tx, String tenantId, String id, Instant at) {
        return tx.session()
                .createMutationQuery("update Member set lastSeenAt = :at where tenantId = :tenant and id = :id"
                        + " and (lastSeenAt is null or lastSeenAt < :at)")
                .setParameter("at", at)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .executeUpdate();
    }

    static boolean isDuplicate(@Nullable Throwable failure) {
        return failure instanceof ConstraintViolationException;
    }
}
