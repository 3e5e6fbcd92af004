package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99, 0, 100",
        "bytes=10-19, 10, 10",
        "bytes=10-, 10, 90",
        "bytes=99-, 99, 1",
        "bytes=90-1000, 90, 10",
        "bytes=0-99999999999999999999999, 0, 100",
        "bytes=-1, 99, 1",
        "bytes=-100, 0, 100",
        "bytes=-1000, 0, 100",
        "bytes=-99999999999999999999999, 0, 100",
        "BYTES=1-2, 1, 2",
        "'bytes= 1-2 ', 1, 2"
    })
    void asksForAPart(String header, long offset, long length) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange.Part(offset, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=99999999999999999999999-", "bytes=-0"})
    void beginsBehindTheEnd(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-4",
                "bytes=1-2,3-4",
                "bytes=0x1-2",
                "bytes 1-2",
                "items=1-2",
                "bytes=--1",
                "bytes=1--2",
                "bytes=+1-2",
                "bytes=1-2-3",
                "bytes=\u0661-\u0662",
                "bytes = 1-2"
            })
    void isNotUnderstood(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void isAbsentOrAbsurdlyLong() {
        assertThat(ByteRange.parse(null, 100)).isEqualTo(new ByteRange.Whole());
        assertThat(ByteRange.parse("bytes=" + "0".repeat(100_000) + "-", 100)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void nothingOfNothing() {
        assertThat(ByteRange.parse("bytes=0-", 0)).isEqualTo(new ByteRange.Unsatisfiable());
        assertThat(ByteRange.parse("bytes=-5", 0)).isEqualTo(new ByteRange.Whole());
    }
}
