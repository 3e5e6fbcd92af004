package tv.sluice.member;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import tv.sluice.api.model.TenantCreated;
import tv.sluice.platform.db.Transaction;
import tv.sluice.tenant.OwnerMapper;

/** Shows with a new tenant the owner who is invited. */
@ApplicationScoped
class FirstOwnerMapper implements OwnerMapper {
    private final MemberService members;

    FirstOwnerMapper(MemberService members) {
        this.members = members;
    }

    @Override
    public Uni<TenantCreated> add(Transaction tx, TenantCreated created) {
        return members.firstOwner(tx, created.getTenant().getId())
                .map(owner -> owner == null ? created : created.owner(MemberMapper.member(owner)));
    }
}
