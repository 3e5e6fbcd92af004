package tv.sluice.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tv.sluice.member.oidc.Person;
import tv.sluice.tenant.Scope;

class RoleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void nobodyButTheOwnerGivesAccess() {
        Set<Scope> ofOwners = Set.of(Scope.ALL, Scope.API_KEYS_WRITE, Scope.MEMBERS_WRITE, Scope.GRANTS_WRITE);
        for (Role role : Role.values()) {
            assertThat(role.scopes()).as("%s", role).noneMatch(Scope::isOfInstallation);
            if (role != Role.OWNER) {
                assertThat(role.scopes()).as("%s", role).doesNotContainAnyElementsOf(ofOwners);
            }
        }
        assertThat(Role.OWNER.scopes()).containsExactly(Scope.ALL);
    }

    @Test
    void whoOnlyReads() {
        assertThat(Role.ANALYST.scopes())
                .allMatch(scope -> scope.text().endsWith(":read"))
                .contains(Scope.VIDEOS_READ, Scope.AUDIT_READ, Scope.EVENTS_READ)
                .doesNotContain(Scope.API_KEYS_READ, Scope.MEMBERS_READ);
        assertThat(GrantAccess.READ.scopes())
                .allMatch(scope -> scope.text().endsWith(":read"))
                .contains(Scope.API_KEYS_READ, Scope.MEMBERS_READ);
    }

    @Test
    void rolesAddUp() {
        assertThat(Role.PUBLISHER.scopes()).containsAll(Role.EDITOR.scopes());
        assertThat(Role.scopes(List.of(Role.AD_MANAGER, Role.EDITOR))).isEqualTo(Role.EDITOR.scopes());
        assertThat(Role.scopes(List.of())).isEmpty();
        assertThat(Role.of("OPERATOR")).isEmpty();
    }

    @Test
    void aGrantToWriteIncludesReadingAndGivesNobodyAccess() {
        assertThat(GrantAccess.WRITE.scopes())
                .containsAll(GrantAccess.READ.scopes())
                .contains(Scope.VIDEOS_WRITE, Scope.PLAYBACK_IDS_WRITE)
                .doesNotContain(
                        Scope.ALL,
                        Scope.API_KEYS_WRITE,
                        Scope.MEMBERS_WRITE,
                        Scope.GRANTS_WRITE,
                        Scope.SIGNING_KEYS_WRITE,
                        Scope.WEBHOOKS_WRITE)
                .noneMatch(Scope::isOfInstallation);
    }

    @Test
    void aMemberBecomesAPersonOnce() {
        Member member = new Member("mem_1", "ten_1", "Ada@Example.com", List.of(Role.EDITOR), NOW);
        Person ada = new Person("https://id.example.com", "ada", "ada@example.com", "Ada", false, NOW);

        member.join(ada, NOW.plusSeconds(1));

        assertThat(member.state()).isEqualTo(MemberState.ACTIVE);
        assertThat(member.personId()).isEqualTo(ada.id());
        assertThat(member.email()).isEqualTo("Ada@Example.com");
        assertThat(member.version()).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> member.join(ada, NOW));
        member.give(Set.of(Role.OWNER, Role.ANALYST), NOW.plusSeconds(2));
        assertThat(member.roles()).containsExactly(Role.OWNER, Role.ANALYST);
        assertThat(member.isOwner()).isTrue();
    }

    @Test
    void aGrantIsOverBeforeAnybodyWritesThatDown() {
        GrantDraft draft = new GrantDraft("ten_1", GrantAccess.READ, "Ticket", Duration.ofMinutes(5));
        OperatorGrant grant = new OperatorGrant("gra_1", new Operator("per_1", "Olga"), draft, NOW);

        assertThat(grant.state(NOW.plusSeconds(299))).isEqualTo(GrantState.ACTIVE);
        assertThat(grant.state(NOW.plusSeconds(300))).isEqualTo(GrantState.EXPIRED);
        assertThat(grant.isOpen()).isTrue();
        grant.end(NOW.plusSeconds(10));
        assertThat(grant.state(NOW.plusSeconds(300))).isEqualTo(GrantState.ENDED);
        assertThat(grant.endedAt()).isEqualTo(NOW.plusSeconds(10));
    }
}
