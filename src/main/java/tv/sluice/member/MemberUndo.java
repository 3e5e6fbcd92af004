package tv.sluice.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Undoable;
import tv.sluice.tenant.Scope;

/** Roles that were given or taken can be taken back by whoever could give them. */
@ApplicationScoped
class MemberUndo implements Undoable {
    private final MemberService members;
    private final MemberRepository repository;
    private final Memberships memberships;

    MemberUndo(MemberService members, MemberRepository repository, Memberships memberships) {
        this.members = members;
        this.repository = repository;
        this.memberships = memberships;
    }

    @Override
    public String objectType() {
        return MemberJournal.TYPE;
    }

    @Override
    public Set<String> scopes(JsonNode mergePatch) {
        Set<String> scopes = new HashSet<>(Set.of(Scope.MEMBERS_WRITE.text()));
        Role.scopes(roles(mergePatch)).forEach(scope -> scopes.add(scope.text()));
        return scopes;
    }

    @Override
    public Set<String> members() {
        return Set.of("roles");
    }

    @Override
    public Uni<JsonNode> locked(Transaction tx, String tenantId, String objectId) {
        // As for every change of a member: owners first, so that nobody waits in a circle.
        return repository
                .lockOwners(tx, tenantId)
                .chain(() -> repository.lock(tx, tenantId, objectId))
                .onItem()
                .ifNotNull()
                .transform(MemberMapper::json);
    }

    @Override
    public Uni<Void> restore(Transaction tx, String tenantId, String objectId, JsonNode mergePatch) {
        return members.update(tx, tenantId, objectId, roles(mergePatch), null).replaceWithVoid();
    }

    @Override
    public void restored(String tenantId, String objectId) {
        memberships.changed();
    }

    private static Set<Role> roles(JsonNode mergePatch) {
        Set<Role> roles = MemberMapper.roles(mergePatch);
        return roles == null ? Set.of() : roles;
    }
}
