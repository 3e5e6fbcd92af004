package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.Polling;
import tv.sluice.platform.id.Ids;
import tv.sluice.playback.token.KeyPairs;
import tv.sluice.playback.token.PlaybackPointer;
import tv.sluice.playback.token.PlaybackPointer.Policy;
import tv.sluice.playback.token.PlaybackToken;
import tv.sluice.playback.token.PublicKeyRecord;

/** Who gets in and who does not, from the first playlist to the last segment. */
class SignedPlaybackIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Pattern SESSION = Pattern.compile("\\.\\./\\.\\./\\.\\./(s/[A-Za-z0-9_-]{40}/pbk_[a-z0-9]+/)");

    @TempDir
    Path folder;

    private DeliverySite site;
    private DeliverySite.Film film;
    private DeliverySite.Signer signer;

    @BeforeEach
    void open() {
        site = new DeliverySite(folder, DeliverySettings.in(folder));
        film = site.film(Policy.SIGNED);
        signer = site.signer(film.tenantId());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String token(Duration validity) {
        return signer.token(film.playbackId(), site.in(validity));
    }

    private String byToken(String token, String file) {
        return "/t/" + token + "/" + film.playbackId() + "/" + file;
    }

    /** The folder that a playlist got with this token leads to. */
    private String sessionFolder(String token) throws IOException {
        Matcher session = SESSION.matcher(site.get(byToken(token, "index.m3u8")).text());
        assertThat(session.find()).isTrue();
        return "/" + session.group(1);
    }

    @Test
    void aTokenOpensThePlaylistWhichLeadsToASessionThatOpensTheRest() throws IOException {
        RawHttp.Response playlist = site.get(byToken(token(HOUR), "index.m3u8"));
        assertThat(playlist.status()).isEqualTo(200);
        assertThat(playlist.header("Cache-Control")).isEqualTo("private, no-cache");
        List<String> uris = new ArrayList<>();
        Matcher each = Pattern.compile("\\.\\./\\.\\./\\.\\./(s/[^\"\\s]+)").matcher(playlist.text());
        while (each.find()) {
            uris.add("/" + each.group(1));
        }
        assertThat(uris).hasSize(2).allMatch(uri -> uri.endsWith("/index.m3u8"));
        for (String uri : uris) {
            RawHttp.Response media = site.get(uri);
            assertThat(media.status()).isEqualTo(200);
            assertThat(media.header("Cache-Control")).isEqualTo("private, no-cache");
            String rendition = uri.substring(0, uri.lastIndexOf('/') + 1);
            assertThat(site.get(rendition + "init.mp4").body()).isEqualTo(film.init());
            RawHttp.Response segment = site.get(rendition + "13.m4s");
            assertThat(segment.body()).isEqualTo(film.segment(13));
            assertThat(segment.header("Cache-Control")).isEqualTo("private, max-age=7199, immutable");
        }
    }

    @Test
    void theManifestLeadsToTheSameSession() throws IOException {
        String token = token(HOUR);
        String session = sessionFolder(token);
        String manifest = site.get(byToken(token, "manifest.mpd")).text();
        assertThat(manifest).contains("<BaseURL>../../.." + session + "</BaseURL>");
        assertThat(site.get(session + "manifest.mpd").text()).doesNotContain("BaseURL");
        assertThat(site.get(session + "index.m3u8").text()).contains("\n" + DeliverySite.VIDEO + "/index.m3u8");
    }

    @Test
    void picturesNeedTheTokenToo() throws IOException {
        assertThat(site.get(byToken(token(HOUR), "poster.jpg")).status()).isEqualTo(200);
        assertThat(site.get(byToken(token(HOUR), "thumbnail.jpg?time=3")).status())
                .isEqualTo(200);
        assertThat(site.get("/p/" + film.playbackId() + "/poster.jpg").status()).isEqualTo(403);
    }

    @Test
    void theServersOwnKeyOpensEveryTenants() throws IOException {
        DeliverySite.Signer server = site.signer(null);
        String token = server.token(film.playbackId(), site.in(HOUR));
        assertThat(site.get(byToken(token, "index.m3u8")).status()).isEqualTo(200);
    }

    @Test
    void everyRefusalLooksTheSame() throws IOException {
        DeliverySite.Film other = site.film(Policy.SIGNED);
        String good = token(HOUR);
        String id = film.playbackId();
        String session = sessionFolder(good);
        String sessionToken = session.split("/")[2];
        Instant later = site.in(HOUR);
        Map<String, String> paths = new TreeMap<>();
        paths.put("public access", "/p/" + id + "/index.m3u8");
        paths.put("junk", "/t/junk/" + id + "/index.m3u8");
        paths.put("no signature", "/t/" + good.substring(0, good.lastIndexOf('.') + 1) + "/" + id + "/index.m3u8");
        paths.put("tampered", "/t/" + tampered(good) + "/" + id + "/index.m3u8");
        paths.put("expired", "/t/" + token(Duration.ofSeconds(-30)) + "/" + id + "/index.m3u8");
        paths.put("other playback id", "/t/" + good + "/" + other.playbackId() + "/index.m3u8");
        paths.put(
                "other tenant's key",
                "/t/" + site.signer(other.tenantId()).token(id, later) + "/" + id + "/index.m3u8");
        paths.put(
                "unknown key",
                "/t/" + new DeliverySite.Signer(Ids.next("key"), KeyPairs.generate()).token(id, later) + "/" + id
                        + "/index.m3u8");
        paths.put(
                "foreign signature",
                "/t/" + new DeliverySite.Signer(signer.keyId(), KeyPairs.generate()).token(id, later) + "/" + id
                        + "/index.m3u8");
        paths.put(
                "not yet valid",
                "/t/"
                        + new PlaybackToken(id, later, site.in(Duration.ofMinutes(1)), null)
                                .sign(signer.keyId(), signer.pair().getPrivate())
                        + "/" + id + "/index.m3u8");
        String unknown = Ids.next("pbk");
        paths.put("unknown playback id", "/t/" + signer.token(unknown, later) + "/" + unknown + "/index.m3u8");
        paths.put("impossible playback id", "/t/" + good + "/pbk_abcd/index.m3u8");
        paths.put("longer playback id", "/t/" + good + "/" + id + "d/index.m3u8");
        paths.put("too long", "/t/" + good + "A".repeat(5_000) + "/" + id + "/index.m3u8");
        paths.put("session as token", "/t/" + sessionToken + "/" + id + "/index.m3u8");
        paths.put("token as session", "/s/" + good + "/" + id + "/index.m3u8");
        paths.put("session of another", "/s/" + sessionToken + "/" + other.playbackId() + "/v720-4k2m/0.m4s");
        paths.put("tampered session", "/s/" + tampered(sessionToken) + "/" + id + "/v720-4k2m/0.m4s");
        paths.put("missing file behind junk", "/t/junk/" + id + "/v1-none/0.m4s");

        for (Map.Entry<String, String> each : paths.entrySet()) {
            RawHttp.Response answer = site.get(each.getValue(), "X-Request-Id: same");
            answer.headers().remove("Date");
            assertThat(answer.status()).as(each.getKey()).isEqualTo(403);
            RawHttp.Response first = site.get("/t/junk/" + id + "/index.m3u8", "X-Request-Id: same");
            first.headers().remove("Date");
            assertThat(answer.text()).as(each.getKey()).isEqualTo(first.text());
            assertThat(answer.headers()).as(each.getKey()).isEqualTo(first.headers());
        }
        assertThat(site.get("/t/junk/" + id + "/index.m3u8").text())
                .contains("\"code\":\"playback_refused\"")
                .doesNotContain(id, "expired", "signature");
    }

    /** Changes a character of the signature or the seal. */
    private static String tampered(String token) {
        int at = token.length() - 10;
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    @Test
    void aSignedVideoThatIsNotReadySaysSoToWhoMayKnowOnly() throws IOException {
        site.deleteSilently(DeliverySite.descriptorKey(film.videoId()));
        RawHttp.Response answer = site.get(byToken(token(HOUR), "index.m3u8"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("not_ready");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(site.get(byToken("junk", "index.m3u8")).status()).isEqualTo(403);
    }

    @Test
    void whenTheTokenExpiresPlaylistsEndAndSegmentsGoOnForTheGrace() throws IOException {
        String token = token(Duration.ofSeconds(60));
        String session = sessionFolder(token);
        String playlist = session + DeliverySite.VIDEO + "/index.m3u8";
        String segment = session + DeliverySite.VIDEO + "/0.m4s";

        site.now.set(site.in(Duration.ofSeconds(66)));
        assertThat(site.get(byToken(token, "index.m3u8")).status()).isEqualTo(403);
        assertThat(site.get(playlist).status()).isEqualTo(403);
        assertThat(site.get(session + "poster.jpg").status()).isEqualTo(403);
        assertThat(site.get(segment).status()).isEqualTo(200);
        assertThat(site.get(session + DeliverySite.VIDEO + "/init.mp4").status())
                .isEqualTo(200);

        site.now.set(site.in(HOUR));
        assertThat(site.get(segment).status()).isEqualTo(403);
    }

    @Test
    void aDeletedKeyOpensNothingMore() throws IOException {
        String token = token(HOUR);
        assertThat(site.get(byToken(token, "index.m3u8")).status()).isEqualTo(200);
        String key = PublicKeyRecord.storageKey(signer.keyId());
        site.deleteSilently(key);
        site.invalidations.publish(key);
        assertThat(site.get(byToken(token, "index.m3u8")).status()).isEqualTo(403);
    }

    @Test
    void aDeletedPlaybackIdClosesRunningSessions() throws IOException {
        String session = sessionFolder(token(HOUR));
        String key = PlaybackPointer.storageKey(film.playbackId());
        site.deleteSilently(key);
        Polling.until("the session is refused", Duration.ofSeconds(5), () -> {
            try {
                return site.get(session + DeliverySite.VIDEO + "/0.m4s").status() == 403;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aTokenIsVerifiedOnceHoweverManyAsk() throws Exception {
        String path = byToken(token(HOUR), "index.m3u8");
        List<Callable<Integer>> crowd = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            crowd.add(() -> site.get(path).status());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(crowd)) {
                assertThat(each.get()).isEqualTo(200);
            }
        }
        assertThat(site.counted("sluice.delivery.tokens", "outcome", "accepted"))
                .isEqualTo(1);
    }

    @Test
    void badTokensOfOneAddressAreLimitedAndGoodOnesAreNot() throws IOException {
        try (DeliverySite strict =
                new DeliverySite(folder, DeliverySettings.in(folder).withTokenFailuresPerSecond(5))) {
            DeliverySite.Signer forger = new DeliverySite.Signer(signer.keyId(), KeyPairs.generate());
            int refused = 0;
            int throttled = 0;
            try (RawHttp http = strict.connect()) {
                for (int i = 0; i < 60; i++) {
                    String forged = forger.token(film.playbackId(), strict.in(HOUR.plusSeconds(i)));
                    RawHttp.Response answer = http.get(byToken(forged, "index.m3u8"));
                    refused += answer.status() == 403 ? 1 : 0;
                    throttled += answer.status() == 429 ? 1 : 0;
                }
                assertThat(refused + throttled).isEqualTo(60);
                assertThat(throttled).isGreaterThan(10);
                assertThat(strict.counted("sluice.delivery.tokens", "outcome", "bad_signature"))
                        .isEqualTo(refused);
            }
        }
        for (int i = 0; i < 60; i++) {
            assertThat(site.get(byToken(token(HOUR), "index.m3u8")).status()).isEqualTo(200);
        }
    }

    @Test
    void theSecretIsMadeOnceForItsOwnerAloneAndSharedByNodes() throws IOException {
        Path secret = folder.resolve("secrets/session");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(Files.size(secret)).isEqualTo(32);
        String session = sessionFolder(token(HOUR));
        try (DeliverySite second = new DeliverySite(folder, DeliverySettings.in(folder))) {
            assertThat(second.get(session + DeliverySite.VIDEO + "/0.m4s").status())
                    .isEqualTo(200);
        }
        try (var files = Files.list(secret.getParent())) {
            assertThat(files).containsExactly(secret);
        }
    }
}
