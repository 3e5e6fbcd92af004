package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.Polling;
import tv.sluice.cmaf.Descriptor;
import tv.sluice.playback.token.PlaybackPointer;
import tv.sluice.playback.token.PlaybackPointer.Policy;

/** What the segment endpoint answers, over real sockets and files. */
class SegmentServerIT {
    @TempDir
    static Path folder;

    private static DeliverySite site;
    private static DeliverySite.Film film;
    private static String base;

    @BeforeAll
    static void open() {
        site = new DeliverySite(folder, DeliverySettings.in(folder));
        film = site.film(Policy.PUBLIC);
        base = "/p/" + film.playbackId() + "/";
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void theMultivariantPlaylistLeadsToRenditions() throws IOException {
        RawHttp.Response playlist = site.get(base + "index.m3u8");
        assertThat(playlist.status()).isEqualTo(200);
        assertThat(playlist.header("Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(playlist.header("Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(playlist.text())
                .startsWith("#EXTM3U")
                .contains("\n" + DeliverySite.VIDEO + "/index.m3u8\n")
                .contains("URI=\"" + DeliverySite.AUDIO + "/index.m3u8\"");
    }

    @Test
    void theMediaPlaylistListsEverySegment() throws IOException {
        RawHttp.Response playlist = site.get(base + DeliverySite.VIDEO + "/index.m3u8");
        assertThat(playlist.status()).isEqualTo(200);
        assertThat(playlist.text().lines().filter(line -> line.endsWith(".m4s")))
                .hasSize(14);
        assertThat(playlist.text()).contains("#EXT-X-MAP:URI=\"init.mp4\"").endsWith("#EXT-X-ENDLIST\n");
    }

    @Test
    void theManifestIsServed() throws IOException {
        RawHttp.Response manifest = site.get(base + "manifest.mpd");
        assertThat(manifest.status()).isEqualTo(200);
        assertThat(manifest.header("Content-Type")).isEqualTo("application/dash+xml");
        assertThat(manifest.text())
                .contains("type=\"static\"", DeliverySite.VIDEO)
                .doesNotContain("BaseURL");
    }

    @Test
    void segmentsAndInitAreTheStoredBytes() throws IOException {
        try (RawHttp http = site.connect()) {
            for (int number = 0; number < 14; number++) {
                RawHttp.Response segment = http.get(base + DeliverySite.VIDEO + "/" + number + ".m4s");
                assertThat(segment.status()).isEqualTo(200);
                assertThat(segment.body()).isEqualTo(film.segment(number));
                assertThat(segment.header("Content-Type")).isEqualTo("video/mp4");
                assertThat(segment.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            }
            RawHttp.Response init = http.get(base + DeliverySite.AUDIO + "/init.mp4");
            assertThat(init.body()).isEqualTo(film.init());
            assertThat(init.header("Content-Type")).isEqualTo("audio/mp4");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "poster.jpg, 0, 9000",
        "thumbnail.jpg, 9000, 1000",
        "thumbnail.jpg?time=14.9, 10000, 1000",
        "thumbnail.jpg?time=15.1, 11000, 1000",
        "thumbnail.jpg?time=99999, 13000, 1000",
    })
    void picturesAreRegionsOfThePack(String file, int offset, int length) throws IOException {
        RawHttp.Response picture = site.get(base + file);
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(picture.body()).isEqualTo(Arrays.copyOfRange(film.pictures(), offset, offset + length));
    }

    @Test
    void aVideoWithoutPicturesSaysSo() throws IOException {
        DeliverySite.Film bare = site.film(Policy.PUBLIC);
        Descriptor d = bare.descriptor();
        site.store(new Descriptor(2, d.videoId(), d.tenantId(), d.jobId(), true, d.duration(), d.renditions(), null));
        RawHttp.Response answer = site.get("/p/" + bare.playbackId() + "/poster.jpg");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("no pictures");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.m3u8", "manifest.mpd", "poster.jpg", "v720-4k2m/3.m4s", "v720-4k2m/index.m3u8"})
    void headIsGetWithoutTheBody(String file) throws IOException {
        try (RawHttp http = site.connect()) {
            RawHttp.Response get = http.get(base + file, "X-Request-Id: same");
            RawHttp.Response head = http.request("HEAD", base + file, "X-Request-Id: same");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            head.headers().remove("Date");
            get.headers().remove("Date");
            assertThat(head.headers()).isEqualTo(get.headers());
            assertThat(http.get(base + file).body()).isEqualTo(get.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-, 0, 50000",
        "bytes=100-199, 100, 100",
        "bytes=-500, -500, 500",
        "bytes=40000-99999999, 40000, 0",
    })
    void singleRangesAreCut(String range, int from, int atLeast) throws IOException {
        byte[] segment = film.segment(5);
        RawHttp.Response part = site.get(base + DeliverySite.VIDEO + "/5.m4s", "Range: " + range);
        int start = from < 0 ? segment.length + from : from;
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(segment, start, start + part.body().length));
        assertThat(part.body().length).isGreaterThanOrEqualTo(atLeast);
        assertThat(part.header("Content-Range"))
                .isEqualTo("bytes " + start + "-" + (start + part.body().length - 1) + "/" + segment.length);
    }

    @Test
    void rangesOutsideAreRefusedAndStrangeOnesIgnored() throws IOException {
        String path = base + DeliverySite.VIDEO + "/5.m4s";
        int length = film.segment(5).length;
        RawHttp.Response outside = site.get(path, "Range: bytes=" + length + "-");
        assertThat(outside.status()).isEqualTo(416);
        assertThat(outside.header("Content-Range")).isEqualTo("bytes */" + length);
        for (String strange : new String[] {"bytes=5-1", "lines=1-2", "bytes=a-b", "bytes=0-1,5-6", "bytes=--1"}) {
            assertThat(site.get(path, "Range: " + strange).body()).as(strange).hasSize(length);
        }
    }

    @Test
    void conditionsAreKept() throws IOException {
        for (String file : new String[] {"index.m3u8", DeliverySite.VIDEO + "/5.m4s", "poster.jpg"}) {
            RawHttp.Response full = site.get(base + file);
            String tag = full.header("ETag");
            assertThat(tag).matches("\"[0-9a-z-]+\"");
            RawHttp.Response known = site.get(base + file, "If-None-Match: \"x\", " + tag);
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.header("ETag")).isEqualTo(tag);
            assertThat(known.header("Cache-Control")).isEqualTo(full.header("Cache-Control"));
            assertThat(site.get(base + file, "If-None-Match: \"x\"").status()).isEqualTo(200);
            assertThat(site.get(base + file, "Range: bytes=0-9", "If-Range: " + tag)
                            .status())
                    .isEqualTo(206);
            assertThat(site.get(base + file, "Range: bytes=0-9", "If-Range: \"x\"")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void longPlaylistsAreCompressedForWhoWantsIt() throws IOException {
        DeliverySite.Film longFilm = site.film(Policy.PUBLIC, 280, 10, true);
        String path = "/p/" + longFilm.playbackId() + "/" + DeliverySite.VIDEO + "/index.m3u8";
        RawHttp.Response plain = site.get(path);
        RawHttp.Response gzip = site.get(path, "Accept-Encoding: br, gzip");
        assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(gzip.header("Vary")).isEqualToIgnoringCase("Accept-Encoding");
        assertThat(plain.header("Vary")).isEqualToIgnoringCase("Accept-Encoding");
        assertThat(gzip.header("ETag")).isNotEqualTo(plain.header("ETag"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(site.get(path, "Accept-Encoding: gzip;q=0").body()).isEqualTo(plain.body());
        assertThat(site.get(path, "Accept-Encoding: gzip", "If-None-Match: " + gzip.header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void pagesOfAnyOriginMayAsk() throws IOException {
        RawHttp.Response answer = site.get(base + "index.m3u8", "Origin: https://shop.example");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("Content-Range", "ETag");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(site.get("/p/none/index.m3u8").header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
        try (RawHttp http = site.connect()) {
            RawHttp.Response preflight = http.request(
                    "OPTIONS",
                    base + "index.m3u8",
                    "Origin: https://shop.example",
                    "Access-Control-Request-Method: GET",
                    "Access-Control-Request-Headers: range");
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("Access-Control-Allow-Methods")).contains("GET", "HEAD");
            assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("*");
            assertThat(preflight.header("Access-Control-Max-Age")).isEqualTo("86400");
            assertThat(http.get(base + "index.m3u8").status()).isEqualTo(200);
        }
    }

    @Test
    void requestIdsAreKeptOrMade() throws IOException {
        assertThat(site.get(base + "index.m3u8", "X-Request-Id: a.B_9-z").header("X-Request-Id"))
                .isEqualTo("a.B_9-z");
        for (String bad : new String[] {"", "a b", "é", "x".repeat(65), "a\"b"}) {
            assertThat(site.get(base + "index.m3u8", "X-Request-Id: " + bad).header("X-Request-Id"))
                    .matches("req_[0-9a-z]{26}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/p/%s/v720-4k2m/14.m4s, 404, not_found",
        "/p/%s/v1080-none/0.m4s, 404, not_found",
        "/p/%s/v1080-none/init.mp4, 404, not_found",
        "/p/%s/v1080-none/index.m3u8, 404, not_found",
        "/p/%s/other.txt, 404, not_found",
        "/p/pbk_00000000000000000000000000/index.m3u8, 404, not_found",
        "/p/short/index.m3u8, 404, not_found",
        "/, 404, not_found",
        "/p/%s/%%2e%%2e/index.m3u8, 400, invalid_request",
        "/p/%s/../index.m3u8, 400, invalid_request",
        "/p/%s/index.m3u8?x=1, 400, invalid_request",
        "/p/%s/thumbnail.jpg?time=x, 400, invalid_request",
    })
    void whatIsNotThereIsAProblem(String path, int status, String code) throws IOException {
        RawHttp.Response answer = site.get(path.replace("%s", film.playbackId()).replace("%%", "%"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text())
                .contains("\"code\":\"" + code + "\"", "\"status\":" + status, "\"culprit\":\"client\"")
                .contains("\"requestId\":\"" + answer.header("X-Request-Id") + "\"");
    }

    @Test
    void aVideoThatIsNotPlayableYetSaysWhenToAskAgain() throws IOException {
        DeliverySite.Film early = site.film(Policy.PUBLIC);
        site.deleteSilently(DeliverySite.descriptorKey(early.videoId()));
        RawHttp.Response answer = site.get("/p/" + early.playbackId() + "/index.m3u8");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("\"code\":\"not_ready\"");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void aGrowingVideoShowsItsNewSegmentsWithinSeconds() throws IOException {
        DeliverySite.Film grown = site.film(Policy.PUBLIC, 7, 1_000, false);
        String path = "/p/" + grown.playbackId() + "/" + DeliverySite.VIDEO + "/index.m3u8";
        RawHttp.Response growing = site.get(path);
        assertThat(growing.header("Cache-Control")).isEqualTo("public, max-age=1");
        assertThat(growing.text()).contains("6.m4s").doesNotContain("7.m4s", "ENDLIST");
        assertThat(site.get("/p/" + grown.playbackId() + "/manifest.mpd").text())
                .contains("type=\"dynamic\"");

        site.write(grown.tenantId(), grown.videoId(), grown.playbackId(), 14, 1_000, true);
        Polling.until("the playlist is complete", Duration.ofSeconds(5), () -> {
            try {
                return site.get(path).text().contains("ENDLIST");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(site.get(path).text()).contains("\n13.m4s");
    }

    @Test
    void aDeletedPlaybackIdIsGoneAtOnceIfAnnouncedAndSoonIfNot() throws IOException {
        DeliverySite.Film announced = site.film(Policy.PUBLIC);
        String path = "/p/" + announced.playbackId() + "/index.m3u8";
        assertThat(site.get(path).status()).isEqualTo(200);
        String key = PlaybackPointer.storageKey(announced.playbackId());
        site.deleteSilently(key);
        site.invalidations.publish(key);
        assertThat(site.get(path).status()).isEqualTo(404);

        DeliverySite.Film silent = site.film(Policy.PUBLIC);
        String other = "/p/" + silent.playbackId() + "/index.m3u8";
        assertThat(site.get(other).status()).isEqualTo(200);
        site.deleteSilently(PlaybackPointer.storageKey(silent.playbackId()));
        Polling.until("the playback id is gone", Duration.ofSeconds(5), () -> {
            try {
                return site.get(other).status() == 404;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aNewPlaybackIdIsSeenSoonAfterItWasAskedForInVain() throws IOException {
        DeliverySite.Film late = site.film(Policy.PUBLIC);
        String path = "/p/" + late.playbackId() + "/index.m3u8";
        site.deleteSilently(PlaybackPointer.storageKey(late.playbackId()));
        assertThat(site.get(path).status()).isEqualTo(404);
        site.point(late, Policy.PUBLIC);
        Polling.until("the playback id is there", Duration.ofSeconds(5), () -> {
            try {
                return site.get(path).status() == 200;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void objectsThatContradictTheirDescriptorAreOurFault() throws IOException {
        DeliverySite.Film torn = site.film(Policy.PUBLIC);
        String key = torn.descriptor()
                .find(DeliverySite.VIDEO)
                .orElseThrow()
                .chunks()
                .getFirst()
                .key();
        site.storage.write(key, Arrays.copyOf(torn.video(), 10_000));
        RawHttp.Response answer = site.get("/p/" + torn.playbackId() + "/" + DeliverySite.VIDEO + "/3.m4s");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("\"culprit\":\"server\"").doesNotContain("Exception", "descriptor");

        site.storage.write(DeliverySite.descriptorKey(torn.videoId()), new byte[] {'{'});
        site.invalidations.publish(DeliverySite.descriptorKey(torn.videoId()));
        assertThat(site.get("/p/" + torn.playbackId() + "/index.m3u8").status()).isEqualTo(500);

        site.deleteSilently(key);
        site.store(torn.descriptor());
        site.invalidations.publish(DeliverySite.descriptorKey(torn.videoId()));
        assertThat(site.get("/p/" + torn.playbackId() + "/" + DeliverySite.VIDEO + "/3.m4s")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatHappensIsCounted() throws IOException {
        site.get(base + DeliverySite.VIDEO + "/1.m4s");
        double segments = site.counted("sluice.delivery.requests", "kind", "init", "status", "206");
        int length = site.get(base + DeliverySite.VIDEO + "/init.mp4", "Range: bytes=0-99")
                .body()
                .length;
        Polling.until(
                "the request is counted",
                Duration.ofSeconds(5),
                () -> site.counted("sluice.delivery.requests", "kind", "init", "status", "206") == segments + 1);
        assertThat(site.counted("sluice.delivery.sent")).isGreaterThan(length);
        assertThat(site.metrics
                        .get("sluice.delivery.cache")
                        .tag("cache", "object")
                        .tag("result", "hit")
                        .functionCounter()
                        .count())
                .isPositive();
        assertThat(site.metrics.get("sluice.delivery.connections").gauge().value())
                .isNotNegative();
    }
}
