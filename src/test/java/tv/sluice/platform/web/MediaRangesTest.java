package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaRangesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | true",
                "application/json | true",
                "Application/JSON; charset=utf-8 | true",
                "application/* ; q=0.1 | true",
                "text/html, */*;q=0.8 | true",
                "text/html | false",
                "application/problem+json | false",
                "application/json;q=0, */* | false",
                "*/*;q=0 | false",
                "application/*;q=0.000, application/json | true",
                "; | false",
                ", | false",
            })
    void decidesByTheMostPreciseRange(String accept, boolean accepted) {
        assertThat(MediaRanges.accept(List.of(accept), "application/json")).isEqualTo(accepted);
    }
}
