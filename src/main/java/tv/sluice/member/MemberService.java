package tv.sluice.member;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.member.oidc.Person;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;

/** What can be done to the people of a tenant. Each method joins the caller's transaction; tell Memberships after the commit. */
@ApplicationScoped
class MemberService {
    private static final Logger LOG = Logger.getLogger(MemberService.class);
    private static final ProblemType EXISTS =
            ProblemType.client("member_exists", 409, "There is such a member already");
    private static final ProblemType LAST_OWNER =
            ProblemType.client("last_owner", 409, "The tenant would have no owner any more");
    private static final ProblemType TOO_MANY =
            ProblemType.client("too_many_members", 409, "The tenant has too many members");
    private static final long MAX_OF_TENANT = 1_000;

    private final MemberRepository repository;
    private final MemberJournal journal;

    MemberService(MemberRepository repository, MemberJournal journal) {
        this.repository = repository;
        this.journal = journal;
    }

    /** A new member, INVITED until somebody signs in with this address; 409 if the address is a member's. */
    Uni<Member> invite(Transaction tx, String tenantId, String email, Set<Role> roles) {
        Member member = new Member(Ids.next(Member.PREFIX), tenantId, email, roles, now());
        return repository
                .count(tx, tenantId)
                .invoke(MemberService::refuseTooMany)
                .chain(() -> repository.add(tx, member))
                .onFailure(MemberRepository::isDuplicate)
                .transform(duplicate -> new ProblemException(EXISTS, email + " is a member of this tenant already."))
                .invoke(() -> journal.invited(tx, member))
                .replaceWith(member);
    }

    /** 404 if this tenant has no such member. */
    Uni<Member> get(Transaction tx, String tenantId, String id) {
        return repository.find(tx, tenantId, id).onItem().ifNull().failWith(() -> absent(id));
    }

    Uni<Page<Member>> list(Transaction tx, String tenantId, PageRequest page) {
        return repository.page(tx, tenantId, page).map(rows -> Page.of(rows, page, Member::id));
    }

    /** Gives exactly these roles; null changes nothing. */
    Uni<Member> update(
            Transaction tx, String tenantId, String id, @Nullable Set<Role> roles, @Nullable String ifMatch) {
        return locked(tx, tenantId, id, ifMatch)
                .call(target -> {
                    if (roles == null || target.member().roles().equals(roles)) {
                        return Uni.createFrom().voidItem();
                    }
                    if (!roles.contains(Role.OWNER)) {
                        target.refuseIfLastOwner();
                    }
                    journal.updating(tx, target.member(), () -> target.member().give(roles, now()));
                    return repository.flush(tx);
                })
                .map(Target::member);
    }

    /** Gives back whom it was. */
    Uni<Member> remove(Transaction tx, String tenantId, String id, @Nullable String ifMatch) {
        return locked(tx, tenantId, id, ifMatch)
                .invoke(Target::refuseIfLastOwner)
                .invoke(target -> journal.removed(tx, target.member()))
                .call(target -> repository.remove(tx, target.member()))
                .map(Target::member)
                .invoke(member -> LOG.infof("Member %s: removed from %s", id, tenantId));
    }

    /** Makes an invitation this person's; null if somebody was quicker, or the invitation is gone. */
    Uni<@Nullable Member> join(Transaction tx, String tenantId, String id, Person person) {
        return repository
                .lock(tx, tenantId, id)
                .onItem()
                .ifNotNull()
                .transformToUni(member -> join(tx, member, person));
    }

    private Uni<@Nullable Member> join(Transaction tx, Member member, Person person) {
        if (member.state() != MemberState.INVITED) {
            return Uni.createFrom().nullItem();
        }
        journal.joining(tx, member, () -> member.join(person, now()));
        LOG.infof("Member %s: joined %s", member.id(), member.tenantId());
        return repository.flush(tx).replaceWith(member);
    }

    /** The first owner of a tenant that has just been made; null if it has none. */
    Uni<@Nullable Member> firstOwner(Transaction tx, String tenantId) {
        return repository.lockOwners(tx, tenantId).map(owners -> owners.isEmpty() ? null : owners.getFirst());
    }

    /** The tenant is gone, and nobody is its member any more. */
    Uni<Void> removeAll(Transaction tx, String tenantId) {
        return repository.removeAll(tx, tenantId).replaceWithVoid();
    }

    /** A member whose row is locked, with all owners of the tenant. */
    private record Target(Member member, List<Member> owners) {
        /** The owners who could sign in to be one must not become none; an invitation can be withdrawn while there is another owner. */
        void refuseIfLastOwner() {
            boolean others = owners.stream()
                    .filter(owner -> !owner.id().equals(member.id()))
                    .anyMatch(owner -> member.state() == MemberState.INVITED || owner.state() == MemberState.ACTIVE);
            if (member.isOwner() && !others) {
                throw new ProblemException(
                        LAST_OWNER, member.email() + " is the last owner. Make somebody else an owner first.");
            }
        }
    }

    private Uni<Target> locked(Transaction tx, String tenantId, String id, @Nullable String ifMatch) {
        // Owners first and always in the same order, so that nobody waits in a circle.
        return repository
                .lockOwners(tx, tenantId)
                .chain(owners -> repository
                        .lock(tx, tenantId, id)
                        .onItem()
                        .ifNotNull()
                        .transform(found -> new Target(found, owners)))
                .onItem()
                .ifNull()
                .failWith(() -> absent(id))
                .invoke(target -> new EntityTag(target.member().version()).check(ifMatch));
    }

    private static void refuseTooMany(long count) {
        if (count >= MAX_OF_TENANT) {
            throw new ProblemException(TOO_MANY, "A tenant can have " + MAX_OF_TENANT + " members; remove one first.");
        }
    }

    private static ProblemException absent(String id) {
        return ProblemException.notFound("member", id);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
