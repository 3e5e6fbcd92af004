package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.error.ProblemException;

class EntityTagTest {
    private static final EntityTag SEVENTH = new EntityTag(7);

    @Test
    void isTheVersionInQuotes() {
        assertThat(SEVENTH.header()).isEqualTo("\"7\"");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*", " * ", "\"7\"", "\"6\", \"7\"", "\"a,b\",\"7\"", " \"7\" ", "W/\"7\", \"7\""})
    void passes(String ifMatch) {
        assertThatCode(() -> SEVENTH.check(ifMatch)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "\"07\"", "W/\"7\"", "\"\"", "\"6\",\"8\""})
    void doesNotMatch(String ifMatch) {
        assertThatThrownBy(() -> SEVENTH.check(ifMatch))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(problem -> assertThat(problem.type().status()).isEqualTo(412));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "", " ", "\"7", "\"7\",", "\"7\" \"8\"", ",", "*, \"7\"", "w/\"7\""})
    void isMalformed(String ifMatch) {
        assertThatThrownBy(() -> SEVENTH.check(ifMatch))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(problem -> {
                    assertThat(problem.type().status()).isEqualTo(400);
                    assertThat(problem.errors().getFirst().pointer()).isEqualTo("header:If-Match");
                });
    }
}
