package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;

/** One data folder through a life of starts and ends: by signal, by force, with servers and guards killed in between. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleIT {
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
    private static final Duration GUARD_ENDS_WITHIN = Duration.ofSeconds(5);
    private static final Duration RECOVERS_WITHIN = Duration.ofSeconds(60);

    private static SluiceProcess program;
    private static String key;
    private static String video;

    @BeforeAll
    static void theFirstStart() throws IOException {
        program = SluiceProcess.inTemporaryFolder().start().awaitReady();
        key = program.adminKey();
        HttpResponse<byte[]> created = program.api().post("/v1/uploads", "{\"video\":{\"title\":\"Kept\"}}");
        expect(created, 201);
        video = json(created).get("videoId").asText();
    }

    @AfterAll
    static void theEnd() {
        if (program != null) {
            program.close();
        }
    }

    @Test
    @Order(1)
    void theFirstStartShowsTheKeyAndKeepsItForTheOwnerOnly() throws IOException {
        assertThat(program.log()).contains("#key=" + key).contains("/docs/");
        assertThat(mode(program.data().resolve("admin-key"))).isEqualTo("rw-------");
        assertThat(mode(program.data().resolve("servers"))).isEqualTo("rwx------");
    }

    @Test
    @Order(2)
    void noPasswordStandsInACommandLine() throws IOException {
        Collection<String> secrets = List.of(
                Files.readString(program.data().resolve("servers/mariadb.secret"))
                        .strip(),
                Files.readString(program.data().resolve("servers/redis.secret")).strip(),
                key);
        for (long pid : program.family()) {
            assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline"))).doesNotContain(secrets);
        }
    }

    @Test
    @Order(3)
    void aSecondProgramOnTheSameFolderIsRefusedWithASentence() throws IOException {
        try (SluiceProcess second =
                SluiceProcess.inTemporaryFolder().in(program.data()).start()) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.log())
                    .contains("The data folder " + program.data() + " is in use by another running Sluice")
                    .doesNotContain("\tat ");
        }
        assertThat(program.isReady()).isTrue();
    }

    @Test
    @Order(4)
    void aKilledServerIsStartedAgain() throws IOException {
        for (String server : List.of("mariadb", "redis", "kafka")) {
            long old = serverPid(server);
            kill(old);
            Polling.until(server + " runs again", RECOVERS_WITHIN, () -> isRunningAgain(server, old));
        }
        awaitWorking();
    }

    @Test
    @Order(5)
    void aServerThatLostItsGuardIsReplacedByAGuardedOne() throws IOException {
        long old = serverPid("redis");
        ProcessHandle guard =
                ProcessHandle.of(old).orElseThrow().children().findFirst().orElseThrow();
        kill(guard.pid());
        Polling.until("redis runs again", RECOVERS_WITHIN, () -> isRunningAgain("redis", old));
        awaitWorking();
    }

    @Test
    @Order(6)
    void sigtermLeavesNothingRunning() {
        program.signal("TERM");
        assertEndsAlone(128 + SIGTERM);
    }

    @Test
    @Order(7)
    void theNextStartFindsTheData() throws IOException {
        program = program.startAgain().awaitReady();
        assertThat(program.adminKey()).isEqualTo(key);
        assertThat(program.log()).doesNotContain(key).contains("admin-key");
        expect(program.api().get("/v1/videos/" + video), 200);
    }

    @Test
    @Order(8)
    void aKilledProgramLeavesNothingRunning() {
        program.signal("KILL");
        program.awaitEnd();
        Polling.until(
                "the servers of the killed program have ended",
                ENDS_WITHIN,
                () -> program.family().isEmpty());
    }

    @Test
    @Order(9)
    void theStartAfterAKillFindsTheDataEvenWhenTheOldServersAreStillStopping() throws IOException {
        program = program.startAgain().awaitReady();
        program.signal("KILL");
        program.awaitEnd();
        program = program.startAgain().awaitReady();
        expect(program.api().get("/v1/videos/" + video), 200);
    }

    @Test
    @Order(10)
    void ctrlCLeavesNothingRunning() throws IOException {
        assumeThat(ignoresInterrupts())
                .as("this run was started in a way that makes it and its children ignore Ctrl-C")
                .isFalse();
        program.signal("INT");
        assertEndsAlone(128 + SIGINT);
    }

    private static void assertEndsAlone(int code) {
        assertThat(program.awaitEnd()).as(program.log()).isEqualTo(code);
        // A guard looks once a second whether its server has ended.
        Polling.until(
                "no server and no guard runs",
                GUARD_ENDS_WITHIN,
                () -> program.family().isEmpty());
    }

    /** A process inherits what its parent ignores, and a JVM keeps to it: so do those that a shell starts in the background. */
    private static boolean ignoresInterrupts() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String mask = lines.filter(line -> line.startsWith("SigIgn:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("SigIgn:".length())
                    .strip();
            return (Long.parseUnsignedLong(mask, 16) >> (SIGINT - 1) & 1) == 1;
        }
    }

    private static void awaitWorking() {
        Polling.until(
                "the program works again",
                RECOVERS_WITHIN,
                () -> program.isReady()
                        && program.api().get("/v1/videos/" + video).statusCode() == 200);
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly)).contains(true);
    }

    private static boolean isRunningAgain(String server, long old) {
        try {
            long now = serverPid(server);
            return now != old
                    && ProcessHandle.of(now).filter(ProcessHandle::isAlive).isPresent();
        } catch (IOException notNow) {
            return false;
        }
    }

    /** As noted in the server's folder: number and start time. */
    private static long serverPid(String server) throws IOException {
        Path note = program.data().resolve("servers").resolve(server).resolve("process");
        return Long.parseLong(Files.readString(note).split(" ")[0]);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
