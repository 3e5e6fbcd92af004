package tv.sluice.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.error.ProblemException;

class ChecksumTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
                "md5 XrY7u+Ae7tCTyyK7j1rNww==",
                "sha256 uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="
            })
    void knowsTheBytesOfItsDigest(String header) {
        Checksum checksum = Checksum.parse(header);
        MessageDigest right = checksum.hasher();
        right.update("hello world".getBytes(StandardCharsets.US_ASCII));
        MessageDigest wrong = checksum.hasher();
        wrong.update("hello worlD".getBytes(StandardCharsets.US_ASCII));
        assertThat(checksum.matches(right)).isTrue();
        assertThat(checksum.matches(wrong)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha1",
                "sha1 ",
                "crc32 AAAAAA==",
                "SHA1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
                "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRg==",
                "sha1  Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
                "sha1 !",
                "md5 Kq5sNclPz7QV2+lfQIuc6R7oRu0="
            })
    void refusesWhatIsNoChecksum(String header) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Checksum.parse(header))
                .satisfies(problem ->
                        assertThat(problem.errors().getFirst().pointer()).isEqualTo("header:Upload-Checksum"));
    }
}
