package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DashWriterTest {
    private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:07Z");

    @Test
    void completeManifest() {
        assertThat(DashWriter.manifest(SampleVideos.film(true), "", SINCE, NOW))
                .isEqualTo(Golden.read("dash/complete.mpd"));
    }

    @Test
    void growingManifest() {
        assertThat(DashWriter.manifest(SampleVideos.film(false), "../../../s/a&b/pbk_1/", SINCE, NOW))
                .isEqualTo(Golden.read("dash/growing.mpd"));
    }

    @Test
    void listsTheSameSegmentsAsHls() throws Exception {
        Descriptor film = SampleVideos.film(true);
        Document manifest = parse(DashWriter.manifest(film, "", SINCE, NOW));

        NodeList representations = manifest.getElementsByTagName("Representation");

        assertThat(representations.getLength()).isEqualTo(film.renditions().size());
        for (int i = 0; i < representations.getLength(); i++) {
            Element representation = (Element) representations.item(i);
            Rendition rendition = film.find(representation.getAttribute("id")).orElseThrow();
            SegmentTable table = SegmentTable.of(rendition);
            Element template = template(representation);
            assertThat(template.getAttribute("timescale")).isEqualTo(Integer.toString(rendition.timescale()));
            assertThat(template.getAttribute("media")).isEqualTo("$RepresentationID$/$Number$.m4s");
            assertThat(template.getAttribute("startNumber")).isEqualTo("0");
            NodeList runs = template.getElementsByTagName("S");
            int number = 0;
            for (int run = 0; run < runs.getLength(); run++) {
                Element s = (Element) runs.item(run);
                assertThat(Long.parseLong(s.getAttribute("t"))).isEqualTo(table.start(number));
                int repeats = s.hasAttribute("r") ? Integer.parseInt(s.getAttribute("r")) : 0;
                for (int r = 0; r <= repeats; r++) {
                    assertThat(Long.parseLong(s.getAttribute("d"))).isEqualTo(table.duration(number++));
                }
            }
            assertThat(number).isEqualTo(table.size());
        }
    }

    @Test
    void renditionsWithOtherTimelinesBringTheirOwn() throws Exception {
        Rendition one = SampleVideos.picture("v1", 640, 360, "avc1.64001E", 1000);
        Rendition behind = new Rendition(
                "v2",
                one.kind(),
                one.codecs(),
                30000,
                320,
                180,
                29.97,
                0,
                0,
                null,
                one.init(),
                one.chunks().subList(0, 1));

        Document manifest =
                parse(DashWriter.manifest(SampleVideos.descriptor(false, List.of(one, behind), null), "", SINCE, NOW));

        assertThat(manifest.getElementsByTagName("AdaptationSet").getLength()).isEqualTo(1);
        assertThat(manifest.getElementsByTagName("SegmentTemplate").getLength()).isEqualTo(2);
    }

    @Test
    void languagesAndCodecsAreSetsOfTheirOwn() throws Exception {
        Document manifest = parse(DashWriter.manifest(
                SampleVideos.descriptor(
                        true,
                        List.of(
                                SampleVideos.picture("v1", 640, 360, "avc1.64001E", 1000),
                                SampleVideos.picture("v2", 640, 360, "hvc1.1.6.L93.B0", 1000),
                                SampleVideos.sound("a1", "en", 1000),
                                SampleVideos.sound("a2", "de", 1000)),
                        null),
                "",
                SINCE,
                NOW));

        assertThat(manifest.getElementsByTagName("AdaptationSet").getLength()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "25, 25",
        "29.97003, 30000/1001",
        "23.976024, 24000/1001",
        "59.94006, 60000/1001",
        "60, 60",
        "24.5, 24500/1000",
        "0.0001, 1/1000",
        "7.3214, 7321/1000"
    })
    void frameRatesAreWholeOrFractions(double rate, String text) {
        assertThat(DashWriter.frameRate(rate)).isEqualTo(text);
    }

    private static Element template(Element representation) {
        NodeList own = representation.getElementsByTagName("SegmentTemplate");
        Element set = (Element) representation.getParentNode();
        return (Element)
                (own.getLength() > 0
                        ? own.item(0)
                        : set.getElementsByTagName("SegmentTemplate").item(0));
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
