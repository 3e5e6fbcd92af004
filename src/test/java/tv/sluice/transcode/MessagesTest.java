package tv.sluice.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.sluice.transcode.Specimens.identity;
import static tv.sluice.transcode.Specimens.taskId;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of the topics: as the golden files have them, as the contract says, and read by this version as well as by others. */
class MessagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode CONTRACT = contract();
    private static final Map<String, JsonSchema> SCHEMAS = new HashMap<>();
    private static final String WORKER = "transcoder-1-0c1d2e3f";

    /** A golden file, the schema that it must satisfy, and the record that it stands for. */
    private record Golden(String file, String schema, Object message) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Golden> all() {
        TaskResult.Probed probed = Specimens.probed(2);
        Plan plan = Planner.plan(Specimens.JOB, probed);
        List<PlannedTask> tasks = Planner.tasks(plan, probed);
        TaskResult.Probed soundAlone = new TaskResult.Probed(Specimens.source(null, Specimens.SOUND, 60.5), null);
        return Stream.of(
                new Golden("task-probe", "Task", message(0, Planner.first(null).spec())),
                new Golden("task-audio", "Task", message(1, tasks.get(0).spec())),
                new Golden("task-video-chunk", "Task", message(4, tasks.get(3).spec())),
                new Golden("task-artwork", "Task", message(3, tasks.get(2).spec())),
                new Golden("event-task-started", "TaskStarted", new TaskEvent.Started(identity(taskId(2), 1), WORKER)),
                new Golden(
                        "event-task-progressed",
                        "TaskProgressed",
                        new TaskEvent.Progressed(identity(taskId(2), 1), WORKER, 0.25)),
                new Golden("event-task-completed-probe", "TaskCompleted", completed(0, null, probed)),
                new Golden("event-task-completed-probe-sound", "TaskCompleted", completed(0, null, soundAlone)),
                new Golden("event-task-completed-audio", "TaskCompleted", completed(1, TaskKind.AUDIO)),
                new Golden("event-task-completed-video-chunk", "TaskCompleted", completed(2, TaskKind.VIDEO_CHUNK)),
                new Golden("event-task-completed-artwork", "TaskCompleted", completed(3, TaskKind.ARTWORK)),
                new Golden(
                        "event-task-failed",
                        "TaskFailed",
                        new TaskEvent.Failed(
                                identity(taskId(0), 1),
                                WORKER,
                                "source_not_media",
                                "This is not a video or audio file.",
                                false,
                                0.5)),
                new Golden(
                        "event-task-released", "TaskReleased", new TaskEvent.Released(identity(taskId(2), 1), WORKER)),
                new Golden(
                        "event-worker-heartbeat",
                        "WorkerHeartbeat",
                        new WorkerHeartbeat(WORKER, 2, 1, List.of(0, 3, 5))));
    }

    private static TaskMessage message(int position, TaskSpec spec) {
        TaskIdentity identity = identity(taskId(position), 1);
        return new TaskMessage(identity, "u/upl_01jd8wq2k3m4n5p6q7r8s9t0vz", identity.outputPrefix(), spec);
    }

    private static TaskEvent completed(int position, TaskKind kind) {
        String output = identity(taskId(position), 1).outputPrefix() + "-0a1b2c3d";
        return completed(position, output, Specimens.result(kind, output, List.of("v240-t0vx", "v360-t0vx"), 1));
    }

    private static TaskEvent completed(int position, String output, TaskResult result) {
        return new TaskEvent.Completed(identity(taskId(position), 1), WORKER, output, 12.5, result);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isWrittenAsTheGoldenFileHasIt(Golden golden) throws IOException {
        assertThat(JSON.readTree(TranscodeJson.write(golden.message())))
                .as(
                        "%s is written as%n%s",
                        golden, new String(TranscodeJson.write(golden.message()), StandardCharsets.UTF_8))
                .isEqualTo(file(golden));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadFromTheGoldenFile(Golden golden) throws IOException {
        assertThat(read(golden, JSON.writeValueAsBytes(file(golden)))).isEqualTo(golden.message());
    }

    @ParameterizedTest
    @MethodSource("all")
    void isWhatTheContractSays(Golden golden) throws IOException {
        assertThat(schema(golden.schema()).validate(file(golden))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadWithMembersOfALaterVersion(Golden golden) throws IOException {
        JsonNode later = file(golden);
        addEverywhere(later);
        assertThat(read(golden, JSON.writeValueAsBytes(later))).isEqualTo(golden.message());
    }

    /** A schema that allows anything would prove nothing. */
    @ParameterizedTest
    @MethodSource("all")
    void theContractRefusesARecordWithAMemberMissing(Golden golden) throws IOException {
        JsonSchema schema = schema(golden.schema());
        for (String member : names(file(golden))) {
            ObjectNode less = file(golden);
            less.remove(member);
            assertThat(schema.validate(less).isEmpty())
                    .as("%s without %s", golden, member)
                    .isEqualTo(member.equals("output"));
        }
    }

    @Test
    void everyGoldenFileIsOfARecordAndEveryRecordHasOne() throws IOException {
        Set<String> files;
        try (Stream<Path> listed = Files.list(GOLDEN)) {
            files = listed.map(p -> p.getFileName().toString().replace(".json", ""))
                    .filter(name -> name.startsWith("event-") || name.startsWith("task-"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(files).isEqualTo(all().map(Golden::file).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void whatIsNotARecordIsRefused() {
        for (String text : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":\"TASK_STARTED\"}",
                "{\"type\":\"SOMETHING_NEW\",\"worker\":\"w\"}",
                "\u0000")) {
            assertThatThrownBy(() -> TranscodeJson.readEvent(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> TranscodeJson.readTask(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anIdentityThatIsNoneCannotNameAFolder() {
        String golden =
                new String(TranscodeJson.write(all().findFirst().orElseThrow().message()), StandardCharsets.UTF_8);
        String evil = golden.replace(Specimens.VIDEO, "../../../../etc/vid_0000000000000");
        assertThatThrownBy(() -> TranscodeJson.readTask(evil.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    private static Object read(Golden golden, byte[] json) throws IOException {
        return golden.message() instanceof TaskMessage ? TranscodeJson.readTask(json) : TranscodeJson.readEvent(json);
    }

    private static ObjectNode file(Golden golden) throws IOException {
        return (ObjectNode)
                JSON.readTree(GOLDEN.resolve(golden.file() + ".json").toFile());
    }

    private static void addEverywhere(JsonNode node) {
        node.forEach(MessagesTest::addEverywhere);
        if (node instanceof ObjectNode object) {
            object.putObject("somethingNew").put("nested", true);
        }
    }

    private static Set<String> names(ObjectNode node) {
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(e -> members.put(e.getKey(), e.getValue()));
        return members.keySet();
    }

    private static JsonSchema schema(String name) {
        return SCHEMAS.computeIfAbsent(name, each -> {
            ObjectNode schema = JSON.createObjectNode();
            schema.set("components", CONTRACT.get("components"));
            schema.put("$ref", "#/components/schemas/" + each);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        });
    }

    private static JsonNode contract() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(Path.of("openapi/asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tasksOfATestEnvironmentAreTasksLikeOthers() {
        TaskIdentity live = identity(taskId(1), 1);
        assertThat(inSpace(live, live.tenantId() + ".t").outputPrefix()).isEqualTo(live.outputPrefix());
        assertThatThrownBy(() -> inSpace(live, live.tenantId() + ".x")).isInstanceOf(IllegalArgumentException.class);
    }

    private static TaskIdentity inSpace(TaskIdentity task, String space) {
        return new TaskIdentity(
                task.requestId(),
                space,
                task.videoId(),
                task.jobId(),
                task.taskId(),
                task.attempt(),
                task.traceParent());
    }
}
