package tv.sluice.member;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.MemberPage;
import tv.sluice.api.model.TenantRole;
import tv.sluice.platform.journal.StateJson;
import tv.sluice.platform.web.Page;

/** Members as the contract shows them. */
final class MemberMapper {
    private MemberMapper() {}

    static tv.sluice.api.model.Member member(Member member) {
        return new tv.sluice.api.model.Member()
                .id(member.id())
                .email(member.email())
                .name(member.name())
                .roles(member.roles().stream()
                        .sorted()
                        .map(role -> TenantRole.fromValue(role.name()))
                        .toList())
                .state(tv.sluice.api.model.MemberState.fromValue(member.state().name()))
                .lastSeenAt(member.lastSeenAt())
                .createdAt(member.createdAt());
    }

    static JsonNode json(Member member) {
        return StateJson.of(member(member));
    }

    static MemberPage page(Page<Member> page) {
        return new MemberPage()
                .items(page.items().stream().map(MemberMapper::member).toList())
                .nextCursor(page.nextCursor());
    }

    static Set<Role> roles(Collection<TenantRole> roles) {
        Set<Role> all = new HashSet<>();
        roles.forEach(role -> all.add(Role.valueOf(role.name())));
        return all;
    }

    /** Those that a patch gives; null if it does not speak of roles. */
    static @Nullable Set<Role> roles(JsonNode patch) {
        if (!patch.has("roles")) {
            return null;
        }
        Set<Role> all = new HashSet<>();
        patch.get("roles").forEach(role -> all.add(Role.valueOf(role.textValue())));
        return all;
    }
}
