package tv.sluice.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tv.sluice.platform.web.Contract;
import tv.sluice.platform.web.Contracts;
import tv.sluice.platform.web.Operation;

class ScopeTest {
    @Test
    void everyOperationNeedsAScopeAndEveryScopeOpensOne() {
        Contract contract = Contracts.packaged();
        Set<Scope> needed = contract.operations().stream()
                .map(Scope::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        assertThat(needed).doesNotContain(Scope.ALL);
        needed.add(Scope.ALL);
        assertThat(needed).containsExactlyInAnyOrder(Scope.values());
    }

    @Test
    void readingAndWritingAreDifferentScopes() {
        Contract contract = Contracts.packaged();
        assertThat(contract.operations()).anySatisfy(operation -> {
            assertThat(operation.id()).isEqualTo("deletePlaybackId");
            assertThat(Scope.of(operation)).contains(Scope.PLAYBACK_IDS_WRITE);
        });
        Identity reader = somebody(Scope.VIDEOS_READ);
        assertThat(reader.may(Scope.VIDEOS_READ)).isTrue();
        assertThat(reader.may(Scope.VIDEOS_WRITE)).isFalse();
        assertThat(reader.may(Scope.JOBS_READ)).isFalse();
    }

    @Test
    void everythingInATenantIsNotTheInstallation() {
        assertThat(somebody(Scope.ALL).may(Scope.JOBS_READ)).isTrue();
        assertThat(somebody(Scope.ALL).may(Scope.TENANTS_READ)).isFalse();
        assertThat(somebody(Scope.ALL).may(Scope.TENANTS_WRITE)).isFalse();
        assertThat(somebody(Scope.TENANTS_WRITE).may(Scope.TENANTS_READ)).isFalse();
    }

    @Test
    void whatAnyCredentialMayCallNeedsNoScope() {
        assertThat(Contracts.packaged().operations())
                .filteredOn(operation -> Scope.of(operation).isEmpty())
                .extracting(Operation::id)
                .containsExactly("whoAmI");
    }

    @Test
    void theContractCanNameAnotherScopeThanThatOfTheTag() {
        assertThat(Contracts.packaged().operations()).anySatisfy(operation -> {
            assertThat(operation.id()).isEqualTo("getTenantUsage");
            assertThat(Scope.of(operation)).contains(Scope.TENANTS_READ);
        });
    }

    @Test
    void aStoredScopeThatIsNotKnownAllowsNothing() {
        assertThat(Scope.of("time:travel")).isEmpty();
        assertThat(Scope.of("videos:read")).contains(Scope.VIDEOS_READ);
    }

    private static Identity somebody(Scope... scopes) {
        return new Identity(Identity.Kind.API_KEY, "apk_x", "x", "ten_x", Environment.LIVE, Set.of(scopes), null);
    }
}
