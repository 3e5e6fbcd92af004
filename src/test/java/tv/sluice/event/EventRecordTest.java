package tv.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.journal.EventJson;
import tv.sluice.platform.journal.JournalEvent;
import tv.sluice.platform.journal.Who;

/** The record of an event in Kafka: as the golden file has it, and as the contract says. */
class EventRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN = Path.of("src/test/resources/golden/journal-event.json");
    private static final JournalEvent EVENT = new JournalEvent(
            "ten_01jd8wq2k3m4n5p6q7r8s9t0vt.t",
            17,
            "evt_01jd8wq2k3m4n5p6q7r8s9t0ve",
            "video.ready",
            4,
            "video",
            "vid_01jd8wq2k3m4n5p6q7r8s9t0vx",
            "{\"description\":\"says \\\"{delivery}\\\"\",\"id\":\"vid_01jd8wq2k3m4n5p6q7r8s9t0vx\","
                    + "\"playbackIds\":[{\"urls\":{\"hls\":\"{delivery}/p/pbk_1/index.m3u8\"}}]}",
            new Who("OPERATOR", "opr_1", "Ada", "grn_01jd8wq2k3m4n5p6q7r8s9t0vg"),
            "req_01jd8wq2k3m4n5p6q7r8s9t0vr",
            null,
            Instant.parse("2026-01-31T09:30:00.123456Z"));

    @Test
    void isWrittenAsTheGoldenFileHasIt() throws IOException {
        String written = EventJson.withSpace(EVENT, "https://media.example.com");
        assertThat(JSON.readTree(written)).as(written).isEqualTo(golden());
    }

    @Test
    void isWhatTheContractSays() throws IOException {
        assertThat(schema().validate(golden())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "sequence", "object", "data", "actor", "createdAt", "space"})
    void theContractRefusesARecordWithAMemberMissing(String member) throws IOException {
        ObjectNode less = (ObjectNode) golden();
        less.remove(member);
        assertThat(schema().validate(less)).isNotEmpty();
    }

    @Test
    void othersAreToldTheSameWithoutTheSpace() throws IOException {
        ObjectNode less = (ObjectNode) golden();
        less.remove("space");
        assertThat(JSON.readTree(EventJson.of(EVENT, "https://media.example.com")))
                .isEqualTo(less);
    }

    @Test
    void aFrameIsOneBlockOfLines() {
        String frame = new String(EventStream.frame(EVENT, "https://media.example.com"), StandardCharsets.UTF_8);
        assertThat(frame.lines().toList())
                .isEqualTo(List.of(
                        "id: " + EVENT.id(),
                        "event: video.ready",
                        "data: " + EventJson.of(EVENT, "https://media.example.com"),
                        ""));
    }

    private static JsonNode golden() throws IOException {
        return JSON.readTree(GOLDEN.toFile());
    }

    private static JsonSchema schema() throws IOException {
        JsonNode contract = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("openapi/asyncapi.yaml").toFile());
        ObjectNode schema = JSON.createObjectNode();
        schema.set("components", contract.get("components"));
        schema.put("$ref", "#/components/schemas/Event");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }
}
