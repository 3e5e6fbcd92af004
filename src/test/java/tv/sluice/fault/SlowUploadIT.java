package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.RawRequest;
import tv.sluice.SluiceProcess;
import tv.sluice.Tus;

/** Clients that fall silent, crawl, crowd or come too late. */
class SlowUploadIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static SluiceProcess program;
    private static Tus late;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.upload.idle-timeout", "4s")
                .with("sluice.upload.stalled-after", "1s")
                .with("sluice.upload.max-concurrent", "2")
                .with("sluice.upload.sweep-interval", "1s")
                .with("sluice.upload.orphan-age", "5s")
                .start()
                .awaitReady();
        late = Tus.create(program.api(), "{\"expiresIn\":60}");
        expect(late.patch(0, new byte[100]), 204);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void aClientThatFallsSilentIsCutAndItsBytesAreKept() {
        Tus upload = Tus.create(program.api(), "{\"size\":1000}");
        try (RawRequest silent = RawRequest.patch(upload.url(), 0, 1000).send(new byte[600])) {
            assertThat(silent.statusLine()).startsWith("HTTP/1.1 408");
        }
        assertThat(upload.offset()).isEqualTo(600);
        expect(upload.patch(600, new byte[400]), 204);
    }

    @Test
    void aClientThatCrawlsIsCut() throws Exception {
        Tus upload = Tus.create(program.api(), "{\"size\":1000000}");
        try (RawRequest crawling = RawRequest.patch(upload.url(), 0, 1_000_000)) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        crawling.send(new byte[10]);
                        Thread.sleep(200); // Its pace, not a wait for a result.
                    }
                } catch (java.io.UncheckedIOException | InterruptedException cut) {
                    // What the test is about.
                }
            });
            assertThat(crawling.statusLine()).startsWith("HTTP/1.1 408");
            sender.interrupt();
        }
        assertThat(upload.offset()).isBetween(10L, 2000L);
    }

    @Test
    void aNewRequestTakesOverFromOneThatHasGoneSilent() {
        Tus upload = Tus.create(program.api(), "{\"size\":1000}");
        try (RawRequest lost = RawRequest.patch(upload.url(), 0, 1000).send(new byte[300])) {
            Polling.until(
                    "its bytes are here", SOON, () -> file(upload).toFile().length() == 300);
            Instant before = Instant.now();
            assertThat(upload.offset()).isEqualTo(300);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(lost.statusLine()).startsWith("HTTP/1.1 423");
        }
        expect(upload.patch(300, new byte[700]), 204);
    }

    @Test
    void moreThanTheServerTakesAtOnceAreToldToComeBack() {
        Tus first = Tus.create(program.api(), "{\"size\":1000}");
        Tus second = Tus.create(program.api(), "{\"size\":1000}");
        Tus third = Tus.create(program.api(), "{\"size\":1000}");
        try (RawRequest one = RawRequest.patch(first.url(), 0, 1000).send(new byte[1]);
                RawRequest two = RawRequest.patch(second.url(), 0, 1000).send(new byte[1])) {
            Polling.until(
                    "both are at work",
                    SOON,
                    () -> file(first).toFile().length() == 1
                            && file(second).toFile().length() == 1);
            HttpResponse<byte[]> refused = third.patch(0, new byte[1000]);
            expect(refused, 503);
            assertThat(json(refused).get("code").asText()).isEqualTo("too_many_uploads");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            one.send(new byte[999]);
            two.send(new byte[999]);
            assertThat(one.statusLine()).startsWith("HTTP/1.1 204");
            assertThat(two.statusLine()).startsWith("HTTP/1.1 204");
        }
        expect(third.patch(0, new byte[1000]), 204);
    }

    @Test
    void anUploadWhoseTimeIsOverIsClearedAway() throws Exception {
        Api api = program.api();
        Path orphan = file(late).resolveSibling("upl_" + "0".repeat(26));
        Files.write(orphan, new byte[10]);
        api.await(
                "/v1/uploads/" + late.id(), got -> got.get("state").asText().equals("EXPIRED"), Duration.ofMinutes(2));
        expect(late.head(), 410);
        expect(late.patch(100, new byte[1]), 410);
        expect(api.get("/v1/videos/" + late.videoId()), 404);
        Polling.until("its bytes are deleted", SOON, () -> Files.notExists(file(late)));
        Polling.until("bytes without an upload are deleted", SOON, () -> Files.notExists(orphan));
    }

    private static Path file(Tus upload) {
        return program.data().resolve("storage/u").resolve(upload.id());
    }
}
