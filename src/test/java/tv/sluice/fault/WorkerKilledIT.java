package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Polling;
import tv.sluice.SluiceCommand;
import tv.sluice.SluiceProcess;

/** A transcoder is killed in the middle of a chunk: another one takes the chunk up, and the video has every frame once. */
class WorkerKilledIT {
    private static final int FRAME_RATE = 50;
    /** Four chunks of up to 28 s. */
    private static final int SECONDS = 90;

    private static final int CHUNKS = 4;
    private static final Duration TAKEN_UP_WITHIN = Duration.ofSeconds(30);
    private static final Duration ENCODER_ENDS_WITHIN = Duration.ofSeconds(10);
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    @Test
    void theTaskOfAKilledWorkerIsTakenUpAndNoFrameIsThereTwice() throws IOException {
        Path clip = Clips.drawn(640, 360, FRAME_RATE, SECONDS);
        try (SluiceProcess program = SluiceProcess.inTemporaryFolder()
                        .withRoles("api,delivery")
                        .start()
                        .awaitReady();
                SluiceProcess killed = transcoderOf(program, 1).start().awaitReady()) {
            Api api = program.api();
            String video = api.upload(clip, "Outlives its worker");
            String job = api.await(
                            "/v1/jobs?videoId=" + video,
                            page -> !page.get("items").isEmpty(),
                            DEADLINE)
                    .at("/items/0/id")
                    .asText();
            JsonNode before = api.await("/v1/jobs/" + job, WorkerKilledIT::isInALaterChunk, DEADLINE);
            JsonNode lost = tasks(before, WorkerKilledIT::isRunning).getFirst();
            assertThat(killed.family()).as("the program and its FFmpeg").hasSizeGreaterThan(1);

            killed.signal("KILL");
            Instant kill = Instant.now();
            try (SluiceProcess heir = transcoderOf(program, CHUNKS).start()) {
                Polling.until(
                        "the FFmpeg of the killed worker has ended",
                        ENCODER_ENDS_WITHIN,
                        () -> killed.family().isEmpty());
                api.await(
                        "/v1/jobs/" + job,
                        now -> isTakenUp(task(now, id(lost)), lost),
                        TAKEN_UP_WITHIN.minus(Duration.between(kill, Instant.now())));
                Duration took = Duration.between(kill, Instant.now());
                assertThat(took).isLessThan(TAKEN_UP_WITHIN);
                System.out.println("The lost task was taken up after " + took.toMillis() + " ms");

                assertThat(api.awaitFinal(video, DEADLINE).get("state").asText())
                        .as(heir.log())
                        .isEqualTo("READY");
            }
            JsonNode after = Api.json(api.get("/v1/jobs/" + job));
            assertEachTaskCountedOnce(before, after, lost);
            assertOneOutputOfEachTask(program.data().resolve("storage/v/" + video + "/" + job), after);
            PublishedVideo.publish(api, video).assertShowsEachFrameOnce(clip);
        }
    }

    /** Shares the media of the program and the servers that it brought. */
    private static SluiceCommand transcoderOf(SluiceProcess program, int slots) throws IOException {
        return SluiceProcess.inTemporaryFolder()
                .withRoles("transcoder")
                .with(program.serverAddresses())
                .with("sluice.storage.path", program.data().resolve("storage").toString())
                .with("sluice.media.runtime", program.data().resolve("runtime").toString())
                .with("sluice.transcode.slots", String.valueOf(slots));
    }

    /** Something is done already, something is under way, something is still to come. */
    private static boolean isInALaterChunk(JsonNode job) {
        assertNoTaskTwice(job);
        return !tasks(job, WorkerKilledIT::isCompleted).isEmpty()
                && tasks(job, task -> isRunning(task) && isChunk(task)).stream()
                        .anyMatch(task -> task.get("ordinal").asInt() > 0
                                && task.get("ordinal").asInt() < CHUNKS - 1);
    }

    private static boolean isTakenUp(JsonNode task, JsonNode lost) {
        return task.get("attempt").asInt() > lost.get("attempt").asInt()
                && (isRunning(task) || isCompleted(task))
                && !task.get("worker").equals(lost.get("worker"));
    }

    private static void assertEachTaskCountedOnce(JsonNode before, JsonNode after, JsonNode lost) {
        assertThat(after.get("state").asText()).isEqualTo("COMPLETED");
        assertNoTaskTwice(after);
        assertThat(tasks(after, task -> !isCompleted(task))).isEmpty();
        assertThat(tasks(after, WorkerKilledIT::isChunk)).hasSize(CHUNKS);
        assertThat(task(after, id(lost)).get("attempt").asInt())
                .isEqualTo(lost.get("attempt").asInt() + 1);
        assertThat(tasks(before, WorkerKilledIT::isCompleted))
                .as("what was done before the kill is not done again")
                .allSatisfy(done -> assertThat(task(after, id(done))).isEqualTo(done));
    }

    private static void assertNoTaskTwice(JsonNode job) {
        List<JsonNode> all = tasks(job, task -> true);
        assertThat(all.stream().map(WorkerKilledIT::id)).doesNotHaveDuplicates();
        assertThat(all.stream().map(task -> task.get("kind") + " " + task.get("ordinal")))
                .doesNotHaveDuplicates();
    }

    /** What the lost attempt may have left goes away as well. */
    private static void assertOneOutputOfEachTask(Path folder, JsonNode job) {
        Set<String> expected = tasks(job, task -> !task.get("kind").asText().equals("PROBE")).stream()
                .map(task -> id(task) + "-" + task.get("attempt"))
                .collect(Collectors.toSet());
        Polling.until(
                expected + " alone are in " + folder,
                DEADLINE,
                () -> outputs(folder).equals(expected.stream().sorted().toList()));
    }

    /** The task and attempt of each folder: the random part of its name is left out. */
    private static List<String> outputs(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(output -> output.getFileName().toString())
                    .map(name -> name.substring(0, name.lastIndexOf('-')))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> tasks(JsonNode job, Predicate<JsonNode> which) {
        return StreamSupport.stream(job.get("tasks").spliterator(), false)
                .filter(which)
                .toList();
    }

    private static JsonNode task(JsonNode job, String id) {
        return tasks(job, task -> id(task).equals(id)).getFirst();
    }

    private static String id(JsonNode task) {
        return task.get("id").asText();
    }

    private static boolean isRunning(JsonNode task) {
        return task.get("state").asText().equals("RUNNING");
    }

    private static boolean isCompleted(JsonNode task) {
        return task.get("state").asText().equals("COMPLETED");
    }

    private static boolean isChunk(JsonNode task) {
        return task.get("kind").asText().equals("VIDEO_CHUNK");
    }
}
