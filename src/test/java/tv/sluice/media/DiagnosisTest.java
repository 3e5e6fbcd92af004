package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.sluice.platform.process.ProcessOutcome;
import tv.sluice.platform.process.ProcessOutcome.End;

class DiagnosisTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXITED  | 1   | [mov @ 0x5594] moov atom not found                     | CONTAINER | SOURCE_TRUNCATED",
                "EXITED  | 1   | [mov @ 0x5594] moov atom not found                     | OTHER     | SOURCE_NOT_MEDIA",
                "EXITED  | 1   | [hls @ 0x5594] Format not on whitelist 'mov'           | OTHER     | SOURCE_NOT_MEDIA",
                "EXITED  | 1   | x: Invalid data found when processing input            | PICTURE   | SOURCE_NOT_MEDIA",
                "EXITED  | 1   | x: Invalid data found when processing input            | CONTAINER | SOURCE_DAMAGED",
                "EXITED  | 1   | [amv @ 0x5594] Codec (amv) not on whitelist 'h264'     | CONTAINER | SOURCE_UNSUPPORTED_CODEC",
                "EXITED  | 1   | x: Cannot allocate memory                              | CONTAINER | SOURCE_DAMAGED",
                "EXITED  | 139 | ''                                                     | CONTAINER | SOURCE_DAMAGED",
                "DEADLINE| 143 | ''                                                     | CONTAINER | SOURCE_TIMEOUT",
                "TOO_MUCH_OUTPUT | 143 | ''                                             | CONTAINER | SOURCE_DAMAGED"
            })
    void whySourcesCannotBeOpened(End end, int code, String errors, FileKind kind, MediaFault fault) {
        MediaException found = Diagnosis.ofProbe(new ProcessOutcome(end, code, "", errors), kind);
        assertThat(found.fault()).isEqualTo(fault);
        assertThat(found.retryable()).isFalse();
        assertThat(found.sentence()).endsWith(".").doesNotContain("0x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEADLINE | 143 | ''                                        | ENCODER_TIMEOUT",
                "EXITED   | 1   | [out @ 0x1] No space left on device       | DISK_FULL",
                "EXITED   | 1   | [x264 @ 0x1] malloc: Cannot allocate memory | ENCODER_FAILED",
                "EXITED   | 153 | ''                                        | ENCODER_FAILED",
                "EXITED   | 137 | ''                                        | ENCODER_FAILED",
                "EXITED   | 234 | [af @ 0x1] Invalid argument               | ENCODER_FAILED"
            })
    void whyWorkFails(End end, int code, String errors, MediaFault fault) {
        MediaException found = Diagnosis.ofRun(new ProcessOutcome(end, code, "", errors));
        assertThat(found.fault()).isEqualTo(fault);
        assertThat(found.retryable()).isTrue();
        assertThat(found.sentence()).doesNotContain("0x");
    }

    @ParameterizedTest
    @CsvSource({
        "'....ftypisom', CONTAINER",
        "'....ftypheic', PICTURE",
        "'....ftypavif', PICTURE",
        "'RIFF....WEBPVP8 ', PICTURE",
        "'RIFF....AVI LIST', CONTAINER",
        "'GIF89a', PICTURE",
        "'OggS', CONTAINER",
        "'#EXTM3U', OTHER",
        "'', OTHER"
    })
    void firstBytesTellTheKind(String head, FileKind kind) {
        assertThat(FileKind.of(head.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(kind);
    }

    @Test
    void codesAreTheNamesInLowerCase() {
        assertThat(MediaFault.SOURCE_NOT_MEDIA.code()).isEqualTo("source_not_media");
    }
}
