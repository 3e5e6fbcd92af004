package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Polling;
import tv.sluice.RawRequest;
import tv.sluice.Services;
import tv.sluice.SluiceProcess;
import tv.sluice.Tus;

/** Several clients write to one upload at once: one wins and no byte is mixed, within a process and among processes. */
class TwoWritersIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void theOneAtWorkWins() {
        Tus upload = Tus.create(SERVICES.api(), "{\"size\":1000000}");
        try (RawRequest first = RawRequest.patch(upload.url(), 0, 1_000_000)) {
            Thread sender = Thread.ofVirtual().start(() -> drip(first, 1_000_000));
            Polling.until(
                    "the first one's bytes arrive",
                    SOON,
                    () -> file(upload).toFile().length() > 0);
            HttpResponse<byte[]> second = upload.patch(0, filled(1_000_000, 'b'));
            expect(second, 423);
            assertThat(json(second).get("code").asText()).isEqualTo("upload_locked");
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            expect(upload.head(), 423);
            assertThat(first.statusLine()).startsWith("HTTP/1.1 204");
            assertThat(sender.isInterrupted()).isFalse();
        }
        assertThat(stored(upload)).isEqualTo(filled(1_000_000, 'a'));
    }

    @Test
    void aCrowdAtTheSameOffsetLeavesTheBytesOfOne() throws Exception {
        Tus upload = Tus.create(SERVICES.api(), "{\"size\":200000}");
        List<Callable<Integer>> clients = new ArrayList<>();
        for (char letter = 'a'; letter < 'i'; letter++) {
            byte[] bytes = filled(200_000, letter);
            clients.add(() -> upload.patch(0, bytes).statusCode());
        }
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(clients)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).containsOnlyOnce(204);
        assertThat(answers).allMatch(status -> List.of(204, 409, 410, 423).contains(status));
        byte[] stored = stored(upload);
        assertThat(stored).isEqualTo(filled(200_000, (char) stored[0]));
    }

    @Test
    void anotherProcessIsKeptOutUntilTheFirstOneEndsHoweverItEnds() throws IOException {
        Tus upload = Tus.create(SERVICES.api(), "{\"size\":1000000}");
        try (SluiceProcess other = other()) {
            String there = upload.url()
                    .replace(SERVICES.apiUrl().getAuthority(), other.apiUrl().getAuthority());
            try (RawRequest first = RawRequest.patch(there, 0, 1_000_000).send(filled(1000, 'a'))) {
                Polling.until(
                        "its bytes arrive", SOON, () -> file(upload).toFile().length() == 1000);
                expect(upload.patch(1000, filled(10, 'b')), 423);
                other.signal("KILL");
                other.awaitEnd();
            }
            assertThat(upload.offset()).isEqualTo(1000);
            expect(upload.patch(1000, filled(999_000, 'a')), 204);
        }
        assertThat(stored(upload)).isEqualTo(filled(1_000_000, 'a'));
    }

    /** A second process of the role api with the same servers and the same storage. */
    private static SluiceProcess other() throws IOException {
        Path data = SERVICES.data();
        return SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(SERVICES.program().serverAddresses())
                .with("sluice.storage.path", data.resolve("storage").toString())
                .with(
                        "sluice.tenant.pepper-file",
                        data.resolve("secrets/api-key-pepper").toString())
                .with(
                        "sluice.playback.signing-key-file",
                        data.resolve("secrets/playback-signing-key.pem").toString())
                .start()
                .awaitReady();
    }

    private static void drip(RawRequest request, int size) {
        try {
            for (int sent = 0; sent < size; sent += 10_000) {
                request.send(filled(10_000, 'a'));
                Thread.sleep(20); // Its pace, not a wait for a result.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] filled(int size, char letter) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) letter);
        return bytes;
    }

    private static byte[] stored(Tus upload) {
        try {
            return Files.readAllBytes(file(upload));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path file(Tus upload) {
        return SERVICES.data().resolve("storage/u").resolve(upload.id());
    }
}
