package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HlsWriterTest {
    @Test
    void multivariantPlaylist() {
        assertThat(HlsWriter.multivariant(SampleVideos.film(true), "")).isEqualTo(Golden.read("hls/multivariant.m3u8"));
    }

    @Test
    void signedMultivariantPlaylistPointsIntoTheSession() {
        assertThat(HlsWriter.multivariant(SampleVideos.film(true), "../../../s/abc/pbk_1/"))
                .isEqualTo(Golden.read("hls/multivariant-signed.m3u8"));
    }

    @Test
    void soundAlone() {
        Descriptor video = SampleVideos.descriptor(
                true, List.of(SampleVideos.sound("a64", null, 32_000), SampleVideos.sound("a128", null, 64_000)), null);

        assertThat(HlsWriter.multivariant(video, "")).isEqualTo(Golden.read("hls/sound-alone.m3u8"));
    }

    @Test
    void pictureAlone() {
        Descriptor video = SampleVideos.descriptor(
                true, List.of(SampleVideos.picture("v360", 640, 360, "avc1.64001E", 300_000)), null);

        assertThat(HlsWriter.multivariant(video, "")).isEqualTo(Golden.read("hls/picture-alone.m3u8"));
    }

    @Test
    void severalLanguages() {
        Descriptor video = SampleVideos.descriptor(
                true,
                List.of(
                        SampleVideos.picture("v360", 640, 360, "avc1.64001E", 300_000),
                        SampleVideos.sound("a1", "de", 64_000),
                        SampleVideos.sound("a2", "en", 70_000),
                        SampleVideos.sound("a3", "en", 60_000),
                        SampleVideos.sound("a4", "x\",URI=\"evil", 60_000)),
                null);

        assertThat(HlsWriter.multivariant(video, "")).isEqualTo(Golden.read("hls/languages.m3u8"));
    }

    @Test
    void renditionsWithoutSegmentsAreNotOffered() {
        Rendition later = SampleVideos.picture("later", 1280, 720, "avc1.64001F", 1000);
        Rendition empty = new Rendition(
                "later", later.kind(), later.codecs(), 30000, 1280, 720, 29.97, 0, 0, null, later.init(), List.of());
        Descriptor video = SampleVideos.descriptor(
                false, List.of(empty, SampleVideos.picture("v360", 640, 360, "avc1.64001E", 300_000)), null);

        assertThat(HlsWriter.multivariant(video, "")).isEqualTo(Golden.read("hls/picture-alone.m3u8"));
    }

    @Test
    void completeMediaPlaylist() {
        Rendition rendition = SampleVideos.film(true).find("v720-4k2m").orElseThrow();

        assertThat(HlsWriter.media(SegmentTable.of(rendition), true)).isEqualTo(Golden.read("hls/media-complete.m3u8"));
    }

    @Test
    void growingMediaPlaylist() {
        Rendition rendition = SampleVideos.film(false).find("v720-4k2m").orElseThrow();

        String growing = HlsWriter.media(SegmentTable.of(rendition), false);

        assertThat(growing).isEqualTo(Golden.read("hls/media-growing.m3u8"));
        assertThat(segments(Golden.read("hls/media-complete.m3u8"))).startsWith(segments(growing));
    }

    @Test
    void listedDurationsAddUpToTheExactTotal() {
        List<Long> thirds = Stream.generate(() -> 100_000_001L).limit(999).toList();
        Rendition rendition = new Rendition(
                "odd",
                Rendition.Kind.VIDEO,
                "avc1.64001E",
                30_000_001,
                640,
                360,
                30,
                0,
                0,
                null,
                new ObjectRegion("k", 0, 1),
                List.of(new ChunkObject(
                        "k", 0, Stream.generate(() -> 1).limit(999).toList(), thirds)));
        SegmentTable table = SegmentTable.of(rendition);

        BigDecimal sum = HlsWriter.media(table, true)
                .lines()
                .filter(line -> line.startsWith("#EXTINF:"))
                .map(line -> new BigDecimal(line.substring(8, line.length() - 1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(sum.doubleValue()).isCloseTo(table.totalSeconds(), org.assertj.core.data.Offset.offset(5e-7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb/", "a\"b/", "a b/", "a\rb/"})
    void refusesPrefixesThatWouldEndALineOrAttribute(String prefix) {
        assertThatThrownBy(() -> HlsWriter.multivariant(SampleVideos.film(true), prefix))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String segments(String playlist) {
        return playlist.substring(playlist.indexOf("#EXTINF"));
    }
}
