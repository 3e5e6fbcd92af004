package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.EventRecords;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.app.embedded.EmbeddedServers;
import tv.sluice.app.embedded.ServerKind;

/** The program is killed between its commits and what it sends to Kafka: nothing that was committed is missing anywhere afterwards. */
class EventCrashIT {
    private static final Path ARTIFACTS =
            Path.of(System.getProperty("sluice.test.servers", "target/servers")).toAbsolutePath();
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int VIDEOS = 8;
    private static final int ENOUGH = 60;

    @TempDir
    private static Path folder;

    private static EmbeddedServers servers;
    private static SluiceProcess program;

    @BeforeAll
    static void start() throws IOException {
        servers = EmbeddedServers.start(folder, ARTIFACTS, EnumSet.allOf(ServerKind.class), loss -> {
            throw loss;
        });
        servers.await();
        program = SluiceProcess.inTemporaryFolder()
                .with(servers.addresses())
                .with("sluice.sample-video", "false")
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        if (program != null) {
            program.close();
        }
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void whatWasCommittedIsTold() throws IOException, InterruptedException {
        List<String> videos = new ArrayList<>();
        for (int i = 0; i < VIDEOS; i++) {
            videos.add(
                    json(program.api().post("/v1/uploads", "{}")).get("videoId").asText());
        }
        Set<String> promised = ConcurrentHashMap.newKeySet();
        for (int crash = 0; crash < 3; crash++) {
            // Kafka hangs, so that what is committed now cannot have been sent when the program dies; at last it does
            // not.
            boolean hanging = crash < 2;
            if (hanging) {
                signalKafka("STOP");
            }
            crashUnderWrites(videos, promised, crash);
            if (hanging) {
                signalKafka("CONT");
            }
            program = program.startAgain().awaitReady();
        }
        Api api = program.api();
        Map<String, JsonNode> listed = new LinkedHashMap<>();
        for (String video : videos) {
            all(api, video).forEach(event -> listed.put(event.get("id").asText(), event));
        }
        assertThat(titles(listed.values()))
                .as("titles that were answered with 200")
                .containsAll(promised);
        videos.forEach(video -> assertInOrder(listed.values().stream().toList(), video));
        List<EventRecords.Received> records = EventRecords.until(
                servers.addresses(),
                DEADLINE,
                told -> told.stream()
                        .map(each -> each.value().get("id").asText())
                        .collect(Collectors.toSet())
                        .containsAll(listed.keySet()));
        Map<String, JsonNode> told = new LinkedHashMap<>();
        records.forEach(each -> told.putIfAbsent(each.value().get("id").asText(), each.value()));
        videos.forEach(video -> assertInOrder(told.values().stream().toList(), video));
    }

    /** Changes all videos from several threads at once, and kills the program when enough has been answered. */
    private static void crashUnderWrites(List<String> videos, Set<String> promised, int crash)
            throws InterruptedException {
        Api api = program.api();
        AtomicBoolean dead = new AtomicBoolean();
        int before = promised.size();
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 6; writer++) {
            String name = "crash " + crash + ", writer " + writer + ", change ";
            int first = writer;
            writers.add(Thread.startVirtualThread(() -> {
                for (int i = 0; !dead.get(); i++) {
                    String title = name + i;
                    if (isChanged(api, videos.get((first + i) % VIDEOS), title)) {
                        promised.add(title);
                    }
                }
            }));
        }
        Polling.until("enough changes are answered", DEADLINE, () -> promised.size() - before >= ENOUGH);
        program.signal("KILL");
        dead.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        program.awaitEnd();
    }

    private static boolean isChanged(Api api, String video, String title) {
        try {
            HttpResponse<byte[]> answer = api.patch("/v1/videos/" + video, "{\"title\":\"" + title + "\"}");
            return answer.statusCode() == 200;
        } catch (UncheckedIOException killed) {
            return false;
        }
    }

    private static List<String> titles(Iterable<JsonNode> events) {
        List<String> titles = new ArrayList<>();
        events.forEach(event -> titles.add(event.at("/data/title").asText()));
        return titles;
    }

    private static void assertInOrder(List<JsonNode> events, String video) {
        List<Long> sequences = events.stream()
                .filter(event -> event.at("/object/id").asText().equals(video))
                .map(event -> event.get("sequence").asLong())
                .toList();
        assertThat(sequences).isNotEmpty();
        for (int i = 0; i < sequences.size(); i++) {
            assertThat(sequences.get(i))
                    .as("events of %s: %s", video, sequences)
                    .isEqualTo(i + 1);
        }
    }

    private static List<JsonNode> all(Api api, String video) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            var answer = api.get("/v1/events?limit=100&order=asc&objectId=" + video + cursor);
            expect(answer, 200);
            json(answer).get("items").forEach(items::add);
            JsonNode next = json(answer).get("nextCursor");
            cursor = next == null ? "" : "&cursor=" + next.asText();
        } while (!cursor.isEmpty());
        return items;
    }

    private static void signalKafka(String signal) throws IOException {
        String kafka = Files.readString(folder.resolve("servers/kafka/process")).split(" ")[0];
        Clips.run(List.of("kill", "-" + signal, kafka));
    }
}
