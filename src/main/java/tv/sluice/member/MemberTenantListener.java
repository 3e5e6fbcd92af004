package tv.sluice.member;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.tenant.Tenant;
import tv.sluice.tenant.TenantListener;

/** Invites the first owner of a new tenant, and lets nobody be a member or act for one that is gone. */
@ApplicationScoped
class MemberTenantListener implements TenantListener {
    private final MemberService members;
    private final GrantService grants;

    MemberTenantListener(MemberService members, GrantService grants) {
        this.members = members;
        this.grants = grants;
    }

    @Override
    public Uni<Void> created(Transaction tx, Tenant tenant, @Nullable String ownerEmail) {
        return ownerEmail == null
                ? Uni.createFrom().voidItem()
                : members.invite(tx, tenant.id(), ownerEmail, Set.of(Role.OWNER))
                        .replaceWithVoid();
    }

    @Override
    public Uni<Void> deleted(Transaction tx, Tenant tenant) {
        return members.removeAll(tx, tenant.id()).chain(() -> grants.endAll(tx, tenant.id()));
    }
}
