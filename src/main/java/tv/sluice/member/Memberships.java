package tv.sluice.member;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import tv.sluice.member.oidc.Person;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.event.Invalidations;

/**
 * Says of which tenants a person is a member; whoever is invited becomes one by that. Remembered for a few seconds, but forgotten in all
 * processes when anything about members changes.
 */
@ApplicationScoped
class Memberships {
    private static final Logger LOG = Logger.getLogger(Memberships.class);
    /** What is announced to all processes; changes are rare, so they forget everybody. */
    private static final String CHANGED = "members";

    private static final int MAX_OF_PERSON = 100;

    private final Database database;
    private final MemberRepository repository;
    private final MemberService members;
    private final Invalidations invalidations;
    private final Memory<List<Membership>> memory;

    Memberships(
            Database database,
            MemberRepository repository,
            MemberService members,
            Invalidations invalidations,
            MemberConfig config) {
        this.database = database;
        this.repository = repository;
        this.members = members;
        this.invalidations = invalidations;
        this.memory = new Memory<>(config.memory());
        invalidations.onInvalidate(this::forget);
    }

    private void forget(String key) {
        if (key.equals(CHANGED)) {
            memory.forgetAll();
        }
    }

    /** Call it after the commit of any change of members. */
    void changed() {
        invalidations.publish(CHANGED);
    }

    /** In the order in which the person was invited. */
    Uni<List<Membership>> of(Person person) {
        return memory.get(person.id() + ' ' + person.addressKey(), () -> find(person));
    }

    private Uni<List<Membership>> find(Person person) {
        return database.read(tx -> members(tx, person)).chain(found -> {
            List<Member> invited = withoutTwice(found);
            return invited.isEmpty()
                    ? Uni.createFrom().item(memberships(found))
                    : accept(invited, person)
                            // What is remembered of the same person without the address.
                            .invoke(this::changed)
                            .chain(() -> database.read(tx -> members(tx, person)))
                            .map(Memberships::memberships);
        });
    }

    private Uni<List<Member>> members(Transaction tx, Person person) {
        Uni<List<Member>> own = repository.ofPerson(tx, person.id(), MAX_OF_PERSON);
        String address = person.addressKey();
        return address == null
                ? own
                : own.chain(
                        known -> repository.invited(tx, address, MAX_OF_PERSON).map(invited -> {
                            List<Member> all = new ArrayList<>(known);
                            all.addAll(invited);
                            return all;
                        }));
    }

    /** Invitations of tenants of which the person is no member yet: somebody else may have the old address of a member. */
    private static List<Member> withoutTwice(List<Member> found) {
        Set<String> joined = found.stream()
                .filter(member -> member.state() == MemberState.ACTIVE)
                .map(Member::tenantId)
                .collect(Collectors.toSet());
        return found.stream()
                .filter(member -> member.state() == MemberState.INVITED && !joined.contains(member.tenantId()))
                .toList();
    }

    private static List<Membership> memberships(List<Member> found) {
        return found.stream()
                .filter(member -> member.state() == MemberState.ACTIVE)
                .map(Membership::of)
                .toList();
    }

    /** One after the other, each in a transaction of its own; two first requests at the same time end with the same. */
    private Uni<Void> accept(List<Member> invited, Person person) {
        return Multi.createFrom()
                .iterable(invited)
                .onItem()
                .transformToUniAndConcatenate(member -> accept(member, person))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> accept(Member invited, Person person) {
        return database.write(tx -> members.join(tx, invited.tenantId(), invited.id(), person))
                .onFailure(MemberRepository::isDuplicate)
                .invoke(failure -> LOG.infof("Member %s: this person is one already", invited.id()))
                .onFailure(MemberRepository::isDuplicate)
                .recoverWithNull()
                .replaceWithVoid();
    }
}
