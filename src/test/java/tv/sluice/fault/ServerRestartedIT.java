package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.RawRequest;
import tv.sluice.SluiceProcess;
import tv.sluice.Tus;

/** The program is killed while bytes flow; the client goes on where the disk says, and the file is the same. */
class ServerRestartedIT {
    private static final int SIZE = 96 * 1024 * 1024;
    private static final int PIECE = 64 * 1024;
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private static SluiceProcess program;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder().withRoles("api").start().awaitReady();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void anUploadSurvivesKillsInItsMiddle() throws Exception {
        byte[] source = new byte[SIZE];
        new Random(7).nextBytes(source);
        Tus upload = Tus.create(program.api(), "{\"size\":" + SIZE + "}");
        long offset = 0;
        for (int kill = 1; kill <= 2; kill++) {
            sendUntilKilled(upload, source, offset, offset + SIZE / 3);
            long reached = upload.offset();
            assertThat(reached)
                    .as("bytes survive the kill")
                    .isGreaterThan(offset)
                    .isLessThan(SIZE);
            offset = reached;
        }
        byte[] rest = Arrays.copyOfRange(source, (int) offset, SIZE);
        expect(upload.patch(offset, BodyPublishers.ofByteArray(rest)), 204);
        assertThat(sha256(stored(upload))).isEqualTo(sha256(source));
        assertThat(state(upload)).isEqualTo("COMPLETED");
        assertThat(json(program.api().get("/v1/videos/" + upload.videoId()))
                        .get("state")
                        .asText())
                .isEqualTo("PROCESSING");
    }

    @Test
    void bytesWhoseChecksumWasStillToComeAreDropped() throws Exception {
        Tus upload = Tus.create(program.api(), "{\"size\":3000000}");
        expect(upload.patch(0, new byte[1_000_000]), 204);
        try (RawRequest patch = RawRequest.open(
                upload.url(),
                "PATCH",
                "Tus-Resumable: 1.0.0",
                "Content-Type: " + Tus.OFFSET_STREAM,
                "Upload-Offset: 1000000",
                "Upload-Checksum: sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "Content-Length: 2000000")) {
            patch.send(new byte[1_500_000]);
            Polling.until("bytes are on the disk", DEADLINE, () -> size(upload) == 2_500_000);
            restart();
        }
        assertThat(upload.offset()).isEqualTo(1_000_000);
        assertThat(size(upload)).isEqualTo(1_000_000);
    }

    /** Sends until the given offset is passed on the server's disk, then kills the server while more is being sent. */
    private static void sendUntilKilled(Tus upload, byte[] source, long from, long killAt) throws IOException {
        Thread sender = Thread.ofVirtual().start(() -> {
            try (RawRequest patch = RawRequest.patch(upload.url(), from, SIZE - from)) {
                for (int at = (int) from; at < SIZE; at += PIECE) {
                    patch.send(Arrays.copyOfRange(source, at, Math.min(SIZE, at + PIECE)));
                    Thread.sleep(1); // A client's network, so that the kill finds it sending.
                }
            } catch (java.io.UncheckedIOException | InterruptedException cut) {
                // What the test is about.
            }
        });
        Polling.until("a third of the file is on the disk", DEADLINE, () -> size(upload) >= killAt);
        restart();
        sender.interrupt();
    }

    private static void restart() throws IOException {
        program.signal("KILL");
        program.awaitEnd();
        program = program.startAgain().awaitReady();
    }

    private static String state(Tus upload) {
        HttpResponse<byte[]> got = new Api(program.apiUrl(), program.adminKey()).get("/v1/uploads/" + upload.id());
        expect(got, 200);
        return json(got).get("state").asText();
    }

    private static Path stored(Tus upload) {
        return program.data().resolve("storage/u").resolve(upload.id());
    }

    private static long size(Tus upload) {
        return stored(upload).toFile().length();
    }

    private static byte[] sha256(Path file) throws Exception {
        return sha256(Files.readAllBytes(file));
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
