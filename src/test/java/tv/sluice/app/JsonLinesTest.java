package tv.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

final class JsonLinesTest {
    @Test
    void aRecordIsOneLineWithItsRequestId() throws Exception {
        ExtLogRecord record = new ExtLogRecord(Level.WARN, "Cannot \"read\"\n%s", ExtLogRecord.FormatStyle.PRINTF, "x");
        record.setParameters(new Object[] {"it"});
        record.setLoggerName("tv.sluice.upload");
        record.setThreadName("worker-1");
        record.setMdc(Map.of("requestId", "req_1"));
        record.setThrown(new IllegalStateException("so"));
        String line = new JsonLines().format(record);
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.get("message").asText()).isEqualTo("Cannot \"read\"\nit");
        assertThat(json.get("level").asText()).isEqualTo("WARN");
        assertThat(json.get("logger").asText()).isEqualTo("tv.sluice.upload");
        assertThat(json.get("thread").asText()).isEqualTo("worker-1");
        assertThat(json.get("requestId").asText()).isEqualTo("req_1");
        assertThat(json.get("exception").asText()).startsWith("java.lang.IllegalStateException: so");
        assertThat(java.time.Instant.parse(json.get("timestamp").asText())).isEqualTo(record.getInstant());
    }
}
