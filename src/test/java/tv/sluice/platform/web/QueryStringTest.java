package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.error.ProblemException;

class QueryStringTest {
    @Test
    void decodes() {
        assertThat(QueryString.parse("a=1&&b=%C3%A9+x&a=%26&c&=d&"))
                .isEqualTo(Map.of("a", List.of("1", "&"), "b", List.of("é x"), "c", List.of(""), "", List.of("d")));
        assertThat(QueryString.parse(null)).isEmpty();
        assertThat(QueryString.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "a=%FF", "a=%C0%AF", "a=%ED%A0%80", "%ff=1", "a=é"})
    void refusesBadEncoding(String query) {
        assertThatThrownBy(() -> QueryString.parse(query)).isInstanceOf(ProblemException.class);
    }
}
