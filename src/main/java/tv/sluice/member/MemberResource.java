package tv.sluice.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.MembersApi;
import tv.sluice.api.model.MemberInvite;
import tv.sluice.api.model.MemberPage;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.web.Created;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.tenant.Caller;

/** The people of a tenant over REST. */
@Cancellable(false)
class MemberResource implements MembersApi {
    private final MemberService members;
    private final Memberships memberships;
    private final Database database;
    private final Caller caller;

    MemberResource(MemberService members, Memberships memberships, Database database, Caller caller) {
        this.members = members;
        this.memberships = memberships;
        this.database = database;
        this.caller = caller;
    }

    @Override
    public Uni<RestResponse<MemberPage>> listMembers(Integer limit, @Nullable String cursor) {
        String tenant = caller.owner();
        PageRequest page = PageRequest.of(limit, cursor, Member.PREFIX);
        return database.read(tx -> members.list(tx, tenant, page))
                .map(found -> RestResponse.ok(MemberMapper.page(found)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Member>> inviteMember(MemberInvite invite) {
        String tenant = caller.owner();
        Set<Role> roles = MemberMapper.roles(invite.getRoles());
        requireAll(roles);
        return database.write(tx -> members.invite(tx, tenant, invite.getEmail(), roles))
                .invoke(memberships::changed)
                .map(member -> Created.at("/v1/members/" + member.id(), MemberMapper.member(member)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Member>> getMember(String memberId) {
        String tenant = caller.owner();
        return database.read(tx -> members.get(tx, tenant, memberId)).map(MemberResource::answer);
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Member>> updateMember(
            String memberId, JsonNode patch, @Nullable String ifMatch) {
        String tenant = caller.owner();
        Set<Role> roles = MemberMapper.roles(patch);
        requireAll(roles == null ? Set.of() : roles);
        return database.write(tx -> members.update(tx, tenant, memberId, roles, ifMatch))
                .invoke(memberships::changed)
                .map(MemberResource::answer);
    }

    @Override
    public Uni<RestResponse<Void>> removeMember(String memberId, @Nullable String ifMatch) {
        String tenant = caller.owner();
        return database.write(tx -> members.remove(tx, tenant, memberId, ifMatch))
                .invoke(memberships::changed)
                .replaceWith(RestResponse.noContent());
    }

    /** Nobody gives what he does not have. */
    private void requireAll(Set<Role> roles) {
        Role.scopes(roles).forEach(caller::require);
    }

    private static RestResponse<tv.sluice.api.model.Member> answer(Member member) {
        return RestResponse.ResponseBuilder.ok(MemberMapper.member(member))
                .header(HttpHeaders.ETAG, new EntityTag(member.version()).header())
                .build();
    }
}
