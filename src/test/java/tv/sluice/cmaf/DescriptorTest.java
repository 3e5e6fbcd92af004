package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptorTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void isReadBackAsItWasWritten() throws JsonProcessingException {
        Descriptor film = SampleVideos.film(false);

        assertThat(json.readValue(json.writeValueAsString(film), Descriptor.class))
                .isEqualTo(film);
    }

    @Test
    void isWrittenAsItsComponentsAndNothingElse() throws JsonProcessingException {
        assertThat(json.readTree(json.writeValueAsString(SampleVideos.film(true))))
                .isEqualTo(json.readTree(Golden.read("descriptor.json")));
    }

    @Test
    void aLongFilmStaysSmall() throws JsonProcessingException {
        Descriptor film = SampleVideos.longFilm();

        String text = json.writeValueAsString(film);

        assertThat(text.length()).isLessThan(512 * 1024);
        assertThat(json.readValue(text, Descriptor.class)).isEqualTo(film);
        assertThat(SegmentTable.of(film.renditions().getFirst()).size()).isEqualTo(1799);
    }

    @Test
    void findsRenditions() {
        Descriptor film = SampleVideos.film(true);

        assertThat(film.find("v720-4k2m")).map(Rendition::height).contains(720);
        assertThat(film.find("v720")).isEmpty();
        assertThat(film.ofKind(Rendition.Kind.AUDIO)).extracting(Rendition::id).containsExactly("a128-4k2m");
    }

    @Test
    void refusesTablesThatContradictThemselves() {
        assertThatThrownBy(() -> new ChunkObject("k", 0, List.of(1, 2), List.of(1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChunkObject("k", 0, List.of(0), List.of(1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChunkObject("k", -1, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ObjectRegion("k", 1, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsOfARegionStayInside() {
        ObjectRegion region = new ObjectRegion("k", 100, 50);

        assertThat(region.part(10, 40)).isEqualTo(new ObjectRegion("k", 110, 40));
        assertThatThrownBy(() -> region.part(11, 40)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> region.part(-1, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheNearestThumbnail() {
        PicturePack pack = SampleVideos.pictures();

        assertThat(pack.nearest(-5)).map(PicturePack.Thumbnail::time).contains(0.0);
        assertThat(pack.nearest(0.9)).map(PicturePack.Thumbnail::time).contains(0.0);
        assertThat(pack.nearest(1)).map(PicturePack.Thumbnail::time).contains(0.0);
        assertThat(pack.nearest(1.1)).map(PicturePack.Thumbnail::time).contains(2.0);
        assertThat(pack.nearest(4)).map(PicturePack.Thumbnail::time).contains(4.0);
        assertThat(pack.nearest(1e9)).map(PicturePack.Thumbnail::time).contains(10.0);
        assertThat(pack.nearest(Double.NaN)).isPresent();
        assertThat(pack.region(pack.nearest(2).orElseThrow())).isEqualTo(new ObjectRegion(pack.key(), 43_000, 3000));
    }

    @Test
    void aPackWithoutThumbnailsHasNoNearest() {
        PicturePack full = SampleVideos.pictures();
        PicturePack empty = new PicturePack(full.key(), full.poster(), 1280, 720, 160, 90, List.of());

        assertThat(empty.nearest(3)).isEmpty();
    }
}
