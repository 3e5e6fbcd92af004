package tv.sluice.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import tv.sluice.platform.web.Contract;
import tv.sluice.platform.web.Contracts;

class ScopeTest {
    @Test
    void everyOperationNeedsAScopeAndEveryScopeOpensOne() {
        Contract contract = Contracts.packaged();
        Set<Scope> needed = contract.operations().stream().map(Scope::of).collect(java.util.stream.Collectors.toSet());
        assertThat(needed).doesNotContain(Scope.ALL);
        needed.add(Scope.ALL);
        assertThat(needed).containsExactlyInAnyOrder(Scope.values());
    }

    @Test
    void readingAndWritingAreDifferentScopes() {
        Contract contract = Contracts.packaged();
        assertThat(contract.operations()).anySatisfy(operation -> {
            assertThat(operation.id()).isEqualTo("deletePlaybackId");
            assertThat(Scope.of(operation)).isEqualTo(Scope.PLAYBACK_IDS_WRITE);
        });
        Identity reader = new Identity("ten_x", "apk_x", Set.of(Scope.VIDEOS_READ));
        assertThat(reader.may(Scope.VIDEOS_READ)).isTrue();
        assertThat(reader.may(Scope.VIDEOS_WRITE)).isFalse();
        assertThat(reader.may(Scope.JOBS_READ)).isFalse();
        assertThat(new Identity("ten_x", "apk_x", Set.of(Scope.ALL)).may(Scope.JOBS_READ))
                .isTrue();
    }

    @Test
    void aStoredScopeThatIsNotKnownAllowsNothing() {
        assertThat(Scope.of("time:travel")).isEmpty();
        assertThat(Scope.of("videos:read")).contains(Scope.VIDEOS_READ);
    }
}
