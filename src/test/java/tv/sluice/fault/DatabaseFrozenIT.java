package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Clips;
import tv.sluice.Polling;
import tv.sluice.RawRequest;
import tv.sluice.Services;
import tv.sluice.Tus;

/** The database stops answering while bytes flow: the last byte is not forgotten. */
class DatabaseFrozenIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void anUploadThatCouldNotBeCompletedIsCompletedLaterByItself() {
        Tus upload = Tus.create(SERVICES.api(), "{\"size\":2000}");
        try (RawRequest patch = RawRequest.patch(upload.url(), 0, 2000).send(new byte[1000])) {
            Polling.until("bytes flow", SOON, () -> file(upload).toFile().length() == 1000);
            signalDatabase("STOP");
            try {
                patch.send(new byte[1000]);
                assertThat(patch.statusLine()).startsWith("HTTP/1.1 503");
                expect(upload.head(), 503);
            } finally {
                signalDatabase("CONT");
            }
        }
        SERVICES.api()
                .await(
                        "/v1/uploads/" + upload.id(),
                        got -> got.get("state").asText().equals("COMPLETED"),
                        Duration.ofMinutes(2));
        expect(upload.head(), 200);
    }

    private static void signalDatabase(String signal) {
        List<String> pids = SERVICES.program().family().stream()
                .filter(DatabaseFrozenIT::isDatabase)
                .map(String::valueOf)
                .toList();
        assertThat(pids).isNotEmpty();
        for (String pid : pids) {
            Clips.run(List.of("kill", "-" + signal, pid));
        }
    }

    private static boolean isDatabase(long pid) {
        try {
            return Path.of(Files.readString(Path.of("/proc", String.valueOf(pid), "comm"))
                            .strip())
                    .startsWith("mariadbd");
        } catch (IOException gone) {
            return false;
        }
    }

    private static Path file(Tus upload) {
        return SERVICES.data().resolve("storage/u").resolve(upload.id());
    }
}
