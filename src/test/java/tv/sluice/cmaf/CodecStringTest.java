package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CodecStringTest {
    @Test
    void avc() throws Mp4Exception {
        assertThat(CodecString.avc("avc1", box("01 4d 40 1f ff e1"))).isEqualTo("avc1.4D401F");
    }

    @Test
    void hevcMain() throws Mp4Exception {
        assertThat(CodecString.hevc("hvc1", box("01 01 60000000 b00000000000 5d")))
                .isEqualTo("hvc1.1.6.L93.B0");
    }

    @Test
    void hevcMain10HighTier() throws Mp4Exception {
        assertThat(CodecString.hevc("hev1", box("01 22 20000000 900000000000 99")))
                .isEqualTo("hev1.2.4.H153.90");
    }

    @Test
    void av1MainTenBit() throws Mp4Exception {
        assertThat(CodecString.av1(box("81 08 4c 00"))).isEqualTo("av01.0.08M.10");
    }

    @Test
    void vp9() throws Mp4Exception {
        assertThat(CodecString.vp9(box("01000000 02 1f a2 01 01 01 0000"))).isEqualTo("vp09.02.31.10");
    }

    @Test
    void aacLowComplexity() throws Mp4Exception {
        assertThat(AacConfig.read(box(esds("05 02 1190"))).codecs()).isEqualTo("mp4a.40.2");
        assertThat(AacConfig.read(box(esds("05 02 1190")))).isEqualTo(new AacConfig(2, 48000, 2));
        assertThat(AacConfig.read(box(esds("05 80808002 1210")))).isEqualTo(new AacConfig(2, 44100, 2));
    }

    @Test
    void aacWithSpectralBandReplication() throws Mp4Exception {
        // Object type 5, core at 24 kHz, stereo, extended to 48 kHz.
        assertThat(AacConfig.read(box(esds("05 04 2b118800")))).isEqualTo(new AacConfig(5, 48000, 2));
    }

    @Test
    void aacTooShort() {
        assertThatThrownBy(() -> AacConfig.read(box(esds("05 01 11")))).isInstanceOf(Mp4Exception.class);
        assertThatThrownBy(() -> AacConfig.read(box(esds("05 02 17ff")))).isInstanceOf(Mp4Exception.class);
        assertThatThrownBy(() -> AacConfig.read(box("00000000 03 19"))).isInstanceOf(Mp4Exception.class);
    }

    /** An ES descriptor around the decoder-specific one. */
    private static String esds(String specific) {
        return "00000000 03 19 0001 00 04 11 40 15 000000 00000000 00000000 " + specific;
    }

    private static BoxReader box(String hex) {
        return new BoxReader("test", ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }
}
