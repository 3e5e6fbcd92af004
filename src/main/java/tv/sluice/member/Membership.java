package tv.sluice.member;

import java.util.Set;
import java.util.TreeSet;

/** What a person is in one tenant. */
record Membership(String tenantId, String memberId, Set<Role> roles) {
    Membership {
        roles = new TreeSet<>(roles);
    }

    static Membership of(Member member) {
        return new Membership(member.tenantId(), member.id(), member.roles());
    }
}
