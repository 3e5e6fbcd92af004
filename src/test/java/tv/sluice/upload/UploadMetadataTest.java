package tv.sluice.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.error.ProblemException;

class UploadMetadataTest {
    @Test
    void readsPairs() {
        UploadMetadata metadata = UploadMetadata.parse(
                "filename " + base64("Häfen am Morgen.mp4") + ", filetype " + base64("video/mp4") + ",is_confidential");
        assertThat(metadata.filename()).isEqualTo("Häfen am Morgen.mp4");
        assertThat(metadata.values()).containsEntry("filetype", "video/mp4").containsEntry("is_confidential", "");
    }

    @Test
    void takesTheNameThatSomeClientsSend() {
        assertThat(UploadMetadata.parse("name " + base64("a.mov")).filename()).isEqualTo("a.mov");
    }

    @Test
    void hasNoNameIfNoneIsGivenOrItIsNoText() {
        assertThat(UploadMetadata.parse("").filename()).isNull();
        assertThat(UploadMetadata.parse("filename").filename()).isNull();
        assertThat(UploadMetadata.parse("filename /w==").filename()).isNull();
    }

    @Test
    void writesWhatItReads() {
        assertThat(UploadMetadata.parse(UploadMetadata.ofFilename("ü x,y.mp4")).filename())
                .isEqualTo("ü x,y.mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"filename *", "filename a b", ",", "filename YQ==,", "a YQ==,a YQ==", "ключ YQ=="})
    void refusesWhatIsMalformed(String header) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> UploadMetadata.parse(header));
    }

    @Test
    void refusesTooMuch() {
        String many = IntStream.range(0, 33).mapToObj(i -> "k" + i).collect(Collectors.joining(","));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> UploadMetadata.parse(many));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> UploadMetadata.parse("a".repeat(5000)));
    }

    @Test
    void refusesNamesThatAreNoneForPeople() {
        for (String name : new String[] {"a\nb", "a\u0000", "x".repeat(256)}) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() ->
                            UploadMetadata.parse("filename " + base64(name)).filename());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
