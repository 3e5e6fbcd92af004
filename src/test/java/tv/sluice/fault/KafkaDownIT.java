package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.app.embedded.EmbeddedServers;
import tv.sluice.app.embedded.ServerKind;

/** Kafka is away, hangs or dies: uploads are taken, what is published plays, and what was begun is finished once Kafka is back. */
class KafkaDownIT {
    private static final Path ARTIFACTS =
            Path.of(System.getProperty("sluice.test.servers", "target/servers")).toAbsolutePath();
    /** The longest that a unit of work in the database may take; Kafka must not add to it. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    /** Longer than any session with Kafka, and than a task may be silent. */
    private static final Duration OUTAGE = Duration.ofSeconds(20);

    private static final Duration DEADLINE = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static EmbeddedServers servers;
    private static SluiceProcess program;
    private static long pid;
    private static PublishedVideo published;

    @BeforeAll
    static void aPublishedVideo() throws IOException {
        servers = EmbeddedServers.start(folder, ARTIFACTS, EnumSet.allOf(ServerKind.class), loss -> {
            throw loss;
        });
        servers.await();
        program = SluiceProcess.inTemporaryFolder()
                .with(servers.addresses())
                .with("sluice.transcode.slots", "1")
                .start()
                .awaitReady();
        pid = program.pid();
        String video = program.api().upload(Clips.small(), "Published before");
        assertReady(video);
        published = PublishedVideo.publish(program.api(), video);
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

    @AfterEach
    void theProgramIsStillTheSameAndWell() {
        Polling.until("the program is ready", DEADLINE, program::isReady);
        assertThat(program.pid()).isEqualTo(pid);
    }

    @Test
    void anOutageCostsNothingThatWasBegun() throws IOException {
        Path clip = Clips.drawn(640, 360, 50, 90);
        String begun = program.api().upload(clip, "Begun before the outage");
        JsonNode task = runningChunk(begun);
        String taken;
        servers.stop(ServerKind.BROKER);
        try {
            taken = assertEverythingElseGoesOn();
        } finally {
            servers.start(ServerKind.BROKER);
        }
        assertReady(taken);
        assertReady(begun);
        assertThat(json(program.api().get(jobPath(begun))).get("tasks"))
                .as("the outage is no worker's fault: no task is done again")
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.get("attempt").asInt()).isEqualTo(1))
                .anySatisfy(each -> assertThat(each.get("id")).isEqualTo(task.get("id")));
        PublishedVideo.publish(program.api(), begun).assertShowsEachFrameOnce(clip);
    }

    @Test
    void aKafkaThatHangsHoldsUpNothingElse() throws IOException {
        String taken;
        signalKafka("STOP");
        try {
            taken = assertEverythingElseGoesOn();
        } finally {
            signalKafka("CONT");
        }
        assertReady(taken);
    }

    @Test
    void aKafkaThatDiesInTheMiddleOfAChunkIsReplaced() throws IOException {
        String begun = program.api().upload(Clips.drawn(640, 360, 50, 90), "Begun before the crash");
        runningChunk(begun);
        signalKafka("KILL");
        String taken = program.api().upload(Clips.small(), "Taken after the crash");
        assertReady(begun);
        assertReady(taken);
    }

    /** For as long as the outage takes, asks and plays; takes a new upload at its beginning, whose video it returns. */
    private static String assertEverythingElseGoesOn() {
        Api api = program.api();
        Instant end = Instant.now().plus(OUTAGE);
        String taken = within(ANSWERS_WITHIN.multipliedBy(2), () -> api.upload(Clips.small(), "Taken in the outage"));
        while (Instant.now().isBefore(end)) {
            JsonNode video = json(answered(() -> api.get("/v1/videos/" + taken), 200));
            assertThat(video.get("state").asText()).isEqualTo("PROCESSING");
            answered(() -> api.get("/v1/jobs?videoId=" + taken), 200);
            answered(() -> api.patch("/v1/videos/" + taken, "{\"title\":\"Renamed in the outage\"}"), 200);
            answered(() -> api.post("/v1/uploads", "{}"), 201);
            published.play();
        }
        return taken;
    }

    private static HttpResponse<byte[]> answered(Supplier<HttpResponse<byte[]>> call, int status) {
        HttpResponse<byte[]> answer = within(ANSWERS_WITHIN, call);
        expect(answer, status);
        return answer;
    }

    private static <T> T within(Duration limit, Supplier<T> call) {
        Instant start = Instant.now();
        T result = call.get();
        assertThat(Duration.between(start, Instant.now()))
                .as("time of an answer")
                .isLessThan(limit);
        return result;
    }

    private static void assertReady(String videoId) {
        JsonNode video = program.api().awaitFinal(videoId, DEADLINE);
        assertThat(video.get("state").asText()).as("%s", video).isEqualTo("READY");
    }

    /** Waits until a chunk of the video is being encoded. */
    private static JsonNode runningChunk(String videoId) {
        return chunkUnderWay(
                program.api().await(jobPath(videoId), job -> !chunkUnderWay(job).isMissingNode(), DEADLINE));
    }

    private static JsonNode chunkUnderWay(JsonNode job) {
        for (JsonNode task : job.get("tasks")) {
            if (task.get("kind").asText().equals("VIDEO_CHUNK")
                    && task.get("state").asText().equals("RUNNING")) {
                return task;
            }
        }
        return MissingNode.getInstance();
    }

    private static String jobPath(String videoId) {
        JsonNode page = json(program.api().get("/v1/jobs?videoId=" + videoId));
        return "/v1/jobs/" + page.at("/items/0/id").asText();
    }

    private static void signalKafka(String signal) throws IOException {
        String kafka = Files.readString(folder.resolve("servers/kafka/process")).split(" ")[0];
        Clips.run(List.of("kill", "-" + signal, kafka));
    }
}
