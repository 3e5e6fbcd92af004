package tv.sluice.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpaceTest {
    private static final String OWNER = "ten_01k00000000000000000000000";

    @Test
    void theLiveSpaceIsTheTenantsId() {
        assertThat(Space.live(OWNER).text()).isEqualTo(OWNER);
        assertThat(Space.of(OWNER)).isEqualTo(Space.live(OWNER));
    }

    @Test
    void theTestSpaceIsAnotherTextThatFitsTheColumn() {
        Space test = new Space(OWNER, Environment.TEST);
        assertThat(test.text()).isEqualTo(OWNER + ".t").hasSizeLessThanOrEqualTo(32);
        assertThat(Space.of(test.text())).isEqualTo(test);
    }
}
