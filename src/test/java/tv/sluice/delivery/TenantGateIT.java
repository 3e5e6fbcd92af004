package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.playback.token.PlaybackPointer;
import tv.sluice.playback.token.TenantRecord;

/** What the record of a tenant does to playback on one node. */
class TenantGateIT {
    @TempDir
    Path folder;

    private DeliverySite site;

    @BeforeEach
    void start() {
        site = new DeliverySite(folder, DeliverySettings.in(folder).withCacheTtl(Duration.ofMinutes(1)));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void tell(DeliverySite.Film film, boolean playing, @Nullable Long viewers) {
        String key = TenantRecord.storageKey(film.tenantId());
        site.storage.write(key, new TenantRecord(film.tenantId(), playing, viewers).toJson());
        site.invalidations.publish(key);
    }

    @Test
    void aStoppedTenantPlaysNothingUntilItIsResumed() throws Exception {
        DeliverySite.Film open = site.film(PlaybackPointer.Policy.PUBLIC);
        String path = "/p/" + open.playbackId() + "/index.m3u8";
        assertThat(site.get(path).status()).isEqualTo(200);
        tell(open, false, null);
        RawHttp.Response stopped = site.get(path);
        assertThat(stopped.status()).isEqualTo(403);
        assertThat(stopped.text()).contains("\"code\":\"tenant_suspended\"");
        assertThat(site.get("/p/" + open.playbackId() + "/poster.jpg").status()).isEqualTo(403);
        tell(open, true, null);
        assertThat(site.get(path).status()).isEqualTo(200);
    }

    @Test
    void anotherTenantPlaysOn() throws Exception {
        DeliverySite.Film one = site.film(PlaybackPointer.Policy.PUBLIC);
        DeliverySite.Film other = site.film(PlaybackPointer.Policy.PUBLIC);
        tell(one, false, null);
        assertThat(site.get("/p/" + other.playbackId() + "/index.m3u8").status())
                .isEqualTo(200);
    }

    @Test
    void aNewViewerBeyondTheLimitIsRefusedWhilePicturesAndRunningViewersGoOn() throws Exception {
        DeliverySite.Film film = site.film(PlaybackPointer.Policy.SIGNED);
        tell(film, true, 1L);
        DeliverySite.Signer signer = site.signer(film.tenantId());
        String first = signer.token(film.playbackId(), site.in(Duration.ofHours(1)));
        String second = signer.token(film.playbackId(), site.in(Duration.ofHours(1)));
        String path = "/" + film.playbackId() + "/index.m3u8";
        assertThat(site.get("/t/" + second + "/" + film.playbackId() + "/poster.jpg")
                        .status())
                .as("a poster is no viewing")
                .isEqualTo(200);
        RawHttp.Response watching = site.get("/t/" + first + path);
        assertThat(watching.status()).isEqualTo(200);
        RawHttp.Response refused = site.get("/t/" + second + path);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(refused.text()).contains("\"code\":\"concurrent_viewers_limit\"");
        assertThat(site.get("/t/" + first + path).status()).isEqualTo(200);
        tell(film, true, 2L);
        assertThat(site.get("/t/" + second + path).status()).isEqualTo(200);
    }

    @Test
    void theTestEnvironmentCountsToItsTenant() throws Exception {
        DeliverySite.Film film = site.film(PlaybackPointer.Policy.PUBLIC);
        PlaybackPointer test = new PlaybackPointer(
                film.playbackId(),
                film.tenantId() + ".t",
                film.videoId(),
                PlaybackPointer.Policy.PUBLIC,
                DeliverySite.descriptorKey(film.videoId()));
        site.storage.write(PlaybackPointer.storageKey(film.playbackId()), test.toJson());
        tell(film, false, null);
        assertThat(site.get("/p/" + film.playbackId() + "/index.m3u8").status()).isEqualTo(403);
    }
}
