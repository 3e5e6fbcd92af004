package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.sluice.cmaf.ObjectRegion;

/** The small rules of HTTP: tags, codings, reuse, and the texts they are about. */
class ResponseRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration GRACE = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "'deflate, gzip;q=0.5, br', true",
        "GZIP, true",
        "x-gzip, true",
        "'gzip;q=0', false",
        "'gzip; q=0.000', false",
        "'gzip;q=0.001', true",
        "identity, false",
        "*, false",
        "'br, gzipped', false",
        "'', false",
    })
    void gzipIsUsedWhereItIsWanted(String header, boolean allowed) {
        assertThat(AcceptEncoding.allowsGzip(header)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"a\"', true",
        "'\"b\", \"a\"', true",
        "'W/\"a\"', true",
        "*, true",
        "'\"b\"', false",
        "a, false",
        "'', false",
    })
    void aKnownTagNeedsNoBody(String header, boolean known) {
        assertThat(EntityTags.noneMatchFails(header, "\"a\"")).isEqualTo(known);
    }

    @Test
    void aRangeAppliesToTheSameBytesOnly() {
        assertThat(EntityTags.rangeApplies(null, "\"a\"")).isTrue();
        assertThat(EntityTags.rangeApplies("\"a\"", "\"a\"")).isTrue();
        assertThat(EntityTags.rangeApplies("W/\"a\"", "\"a\"")).isFalse();
        assertThat(EntityTags.rangeApplies("Fri, 20 Nov 2026 12:00:00 GMT", "\"a\""))
                .isFalse();
    }

    @Test
    void placesHaveTagsOfTheirOwn() {
        String tag = EntityTags.of(new ObjectRegion("v/vid_1/job_1/a", 10, 20));
        assertThat(tag).isEqualTo(EntityTags.of(new ObjectRegion("v/vid_1/job_1/a", 10, 20)));
        assertThat(tag)
                .isNotIn(
                        EntityTags.of(new ObjectRegion("v/vid_1/job_1/b", 10, 20)),
                        EntityTags.of(new ObjectRegion("v/vid_1/job_1/a", 11, 20)),
                        EntityTags.of(new ObjectRegion("v/vid_1/job_1/a", 10, 21)));
    }

    @ParameterizedTest
    @CsvSource({
        "SEGMENT, true, 'public, max-age=31536000, immutable', 'private, max-age=4200, immutable'",
        "SEGMENT, false, 'public, max-age=31536000, immutable', 'private, max-age=4200, immutable'",
        "INIT, true, 'public, max-age=31536000, immutable', 'private, max-age=4200, immutable'",
        "MEDIA_PLAYLIST, true, 'public, max-age=31536000, immutable', 'private, no-cache'",
        "MEDIA_PLAYLIST, false, 'public, max-age=1', 'private, no-cache'",
        "MULTIVARIANT, true, 'public, max-age=60', 'private, no-cache'",
        "MULTIVARIANT, false, 'public, max-age=1', 'private, no-cache'",
        "MANIFEST, false, 'public, max-age=1', 'private, no-cache'",
        "POSTER, true, 'public, max-age=60', 'private, no-cache'",
        "THUMBNAIL, true, 'public, max-age=60', 'private, no-cache'",
    })
    void cachesKeepWhatTheyMay(Asset.Kind kind, boolean complete, String open, String session) {
        assertThat(control(kind, complete, null)).isEqualTo(open);
        assertThat(control(kind, complete, new Viewing("token", NOW.plusSeconds(600))))
                .isEqualTo(session);
    }

    @Test
    void aBrowserKeepsMediaNoLongerThanTheSession() {
        assertThat(control(Asset.Kind.SEGMENT, true, new Viewing("token", NOW.minus(GRACE))))
                .isEqualTo("private, max-age=0, immutable");
        assertThat(control(Asset.Kind.SEGMENT, true, new Viewing("token", NOW.plus(Duration.ofDays(5_000)))))
                .isEqualTo("private, max-age=31536000, immutable");
    }

    private static String control(Asset.Kind kind, boolean complete, @Nullable Viewing viewing) {
        return CacheControl.of(kind, complete, viewing, NOW, GRACE);
    }

    @Test
    void aTemplateIsFilledAtEachGap() {
        String gap = SessionTemplate.GAP;
        assertThat(filled("a" + gap + "b\nc" + gap + "d", "X/")).isEqualTo("aX/b\ncX/d");
        assertThat(filled(gap + "é", "../")).isEqualTo("../é");
        assertThat(filled("none", "X/")).isEqualTo("none");
        Text one = SessionTemplate.of(gap).fill("a");
        Text two = SessionTemplate.of(gap).fill("b");
        assertThat(one.tag()).isNotEqualTo(two.tag());
    }

    private static String filled(String template, String prefix) {
        return new String(SessionTemplate.of(template).fill(prefix).plain(), StandardCharsets.UTF_8);
    }

    @Test
    void longTextsAreKeptCompressedToo() throws IOException {
        String playlist = "#EXTINF:4.000000,\n1.m4s\n".repeat(200);
        Text text = Text.kept(playlist);
        assertThat(text.gzip()).isNotNull();
        assertThat(text.gzip().length).isLessThan(text.plain().length / 10);
        byte[] back = new GZIPInputStream(new ByteArrayInputStream(text.gzip())).readAllBytes();
        assertThat(new String(back, StandardCharsets.UTF_8)).isEqualTo(playlist);
        assertThat(Text.kept("#EXTM3U").gzip()).isNull();
    }
}
