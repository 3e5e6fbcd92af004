package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tv.sluice.Api;
import tv.sluice.Following;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;

/** Streams held open by thousands who do nothing, by one who reads nothing, and by one whose key is taken away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EventStreamsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int IDLE = 3_000;
    private static final long MAX_KIB_PER_STREAM = 100;

    private static SluiceProcess program;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .with(Map.of(
                        "sluice.sample-video", "false",
                        "sluice.event.max-streams-of-tenant", Integer.toString(IDLE),
                        "sluice.event.stream-heartbeat", "2s",
                        "sluice.event.stream-stall", "3s",
                        "sluice.event.stream-check", "1s"))
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        if (program != null) {
            program.close();
        }
    }

    @Test
    @Order(1)
    void thousandsWhoDoNothingCostLittle() throws IOException {
        Api api = program.api();
        long before = residentKib();
        List<Socket> idle = new ArrayList<>();
        try (Following reader = Following.of(api, "", null)) {
            for (int i = 0; i < IDLE - 1; i++) {
                idle.add(Following.connect(api, "", null));
            }
            Polling.until("all streams are open", SOON, () -> streams() == IDLE);
            expect(api.get("/v1/events/stream"), 429);
            String video = json(api.post("/v1/uploads", "{}")).get("videoId").asText();
            Polling.until("the event comes", SOON, () -> !reader.of(video).isEmpty());
            Polling.until("the stream says that it is there", SOON, () -> reader.comments() > 2);
            long kib = (residentKib() - before) / IDLE;
            System.out.printf("%d idle streams: %d KiB each%n", IDLE, kib);
            assertThat(kib).isLessThan(MAX_KIB_PER_STREAM);
            for (Socket each : idle.subList(0, 20)) {
                each.setSoTimeout((int) SOON.toMillis());
                assertThat(readUntil(each, video)).contains("200 OK").contains(video);
            }
        } finally {
            for (Socket each : idle) {
                each.close();
            }
        }
        Polling.until("nothing is left of them", SOON, () -> streams() == 0);
    }

    @Test
    @Order(2)
    void whoDoesNotReadIsDisconnectedAndOthersAreNotHeldUp() throws IOException {
        Api api = program.api();
        String video = json(api.post("/v1/uploads", "{}")).get("videoId").asText();
        try (Socket deaf = Following.connect(api, "", null);
                Following reader = Following.of(api, "", null)) {
            Polling.until("both are there", SOON, () -> streams() == 2);
            // More than all buffers on the way hold, the kernel's included.
            int changes = 450;
            for (int i = 0; i < changes; i++) {
                expect(api.patch("/v1/videos/" + video, "{\"description\":\"" + i + "😀".repeat(4_900) + "\"}"), 200);
            }
            Polling.until("the reader has all", SOON, () -> reader.of(video).size() == changes);
            assertThat(reader.of(video).stream()
                            .map(event -> event.get("sequence").asLong()))
                    .isEqualTo(LongStream.rangeClosed(2, changes + 1).boxed().toList());
            Polling.until("the deaf one is disconnected", SOON, () -> streams() == 1);
            assertThat(deaf.isClosed()).isFalse();
        }
    }

    @Test
    @Order(3)
    void whoseKeyIsTakenAwayHearsNoMore() throws SQLException {
        try (Following stream = Following.of(program.api(), "", null)) {
            assertThat(stream.hasEnded()).isFalse();
            Map<String, String> servers = program.serverAddresses();
            try (Connection database = DriverManager.getConnection(
                            servers.get("quarkus.datasource.jdbc.url"),
                            servers.get("quarkus.datasource.username"),
                            servers.get("quarkus.datasource.password"));
                    Statement statement = database.createStatement()) {
                assertThat(statement.executeUpdate("delete from api_key")).isPositive();
            }
            Polling.until("the stream ends", SOON, stream::hasEnded);
        }
    }

    private static String readUntil(Socket socket, String wanted) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[4096];
        while (text.indexOf(wanted) < 0) {
            int count = socket.getInputStream().read(bytes);
            if (count < 0) {
                break;
            }
            text.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static int streams() {
        String metrics = new String(program.api().anonymous().get("/q/metrics").body(), StandardCharsets.UTF_8);
        return metrics.lines()
                .filter(line -> line.startsWith("sluice_event_streams"))
                .map(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No such metric in\n" + metrics));
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + program.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
