package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.Services;
import tv.sluice.platform.journal.AuditChain;
import tv.sluice.platform.journal.AuditRecord;
import tv.sluice.platform.journal.Who;

/** Every call that may change something is in the journal, whatever became of it, and the journal is one unbroken chain. */
class AuditTrailIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aChangeIsWrittenWithBeforeAndAfter() {
        Api api = SERVICES.api();
        String video = json(api.post("/v1/uploads", "{\"video\":{\"title\":\"one\"}}"))
                .get("videoId")
                .asText();
        String request = request();
        expect(call(api, "PATCH", "/v1/videos/" + video, "{\"title\":\"two\"}", request), 200);
        List<AuditRecord> entries = of(request);
        assertThat(entries).hasSize(1);
        AuditRecord entry = entries.getFirst();
        assertThat(entry.operation()).isEqualTo("updateVideo");
        assertThat(entry.outcome()).isEqualTo(200);
        assertThat(entry.actor().kind()).isEqualTo("API_KEY");
        assertThat(entry.actor().id()).startsWith("apk_");
        assertThat(entry.address()).isEqualTo("127.0.0.1");
        assertThat(entry.object()).isNotNull();
        assertThat(entry.object().id()).isEqualTo(video);
        assertThat(entry.before()).contains("\"title\":\"one\"");
        assertThat(entry.after()).contains("\"title\":\"two\"");
    }

    @Test
    void successIsTheOperationsOwn() {
        Api api = SERVICES.api();
        String request = request();
        HttpResponse<byte[]> created = call(api, "POST", "/v1/uploads", "{}", request);
        expect(created, 201);
        assertThat(of(request).stream().map(AuditRecord::outcome)).containsOnly(201);
        assertThat(of(request).stream().map(entry -> entry.object().event()))
                .containsExactly("video.created", "playback_id.created", "upload.created");
        String cancel = request();
        expect(call(api, "DELETE", "/v1/uploads/" + json(created).get("id").asText(), null, cancel), 204);
        assertThat(of(cancel).stream().map(AuditRecord::outcome)).containsOnly(204);
    }

    @Test
    void whatChangesNothingOrIsRefusedIsWrittenToo() {
        Api api = SERVICES.api();
        JsonNode upload = json(api.post("/v1/uploads", "{\"video\":{\"title\":\"same\"}}"));
        String video = "/v1/videos/" + upload.get("videoId").asText();
        assertWrittenAlone(call(api, "PATCH", video, "{\"title\":\"same\"}", request()), 200, "updateVideo");
        assertWrittenAlone(
                call(api, "PATCH", "/v1/videos/vid_00000000000000000000000000", "{}", request()), 404, "updateVideo");
        expect(api.delete("/v1/uploads/" + upload.get("id").asText()), 204);
        assertWrittenAlone(
                call(api, "DELETE", "/v1/uploads/" + upload.get("id").asText(), null, request()), 409, "cancelUpload");
    }

    @Test
    void readsAndWhatIsNotARequestAreNotWritten() {
        Api api = SERVICES.api();
        String read = request();
        expect(call(api, "GET", "/v1/videos", null, read), 200);
        String invalid = request();
        expect(call(api, "POST", "/v1/uploads", "{\"no\":1}", invalid), 400);
        String unknown = request();
        expect(call(api.anonymous(), "POST", "/v1/uploads", "{}", unknown), 401);
        String last = request();
        assertWrittenAlone(
                call(api, "PATCH", "/v1/videos/vid_00000000000000000000000000", "{}", last), 404, "updateVideo");
        assertThat(of(read)).isEmpty();
        assertThat(of(invalid)).isEmpty();
        assertThat(of(unknown)).isEmpty();
    }

    @Test
    void manyAtOnceMakeOneChain() throws InterruptedException, SQLException {
        Api api = SERVICES.api();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            callers.add(Thread.startVirtualThread(() -> {
                for (int k = 0; k < 10; k++) {
                    String video =
                            json(api.post("/v1/uploads", "{}")).get("videoId").asText();
                    expect(api.patch("/v1/videos/" + video, "{\"title\":\"ä😀 1.50\"}"), 200);
                    expect(api.patch("/v1/videos/vid_00000000000000000000000000", "{}"), 404);
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        String previous = AuditChain.BEGINNING;
        long sequence = 0;
        for (AuditRecord entry : read("order by sequence", null)) {
            assertThat(entry.sequence()).isEqualTo(++sequence);
            assertThat(entry.previousHash()).as("entry %d", sequence).isEqualTo(previous);
            assertThat(entry.hash()).as("entry %d: %s", sequence, entry).isEqualTo(AuditChain.hash(entry));
            previous = entry.hash();
        }
        assertThat(sequence).isGreaterThan(240);
    }

    /** One entry without an object, soon after the answer. */
    private static void assertWrittenAlone(HttpResponse<byte[]> answer, int status, String operation) {
        expect(answer, status);
        String request = answer.headers().firstValue("X-Request-Id").orElseThrow();
        Polling.until("the call is written down", SOON, () -> !of(request).isEmpty());
        List<AuditRecord> entries = of(request);
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().operation()).isEqualTo(operation);
        assertThat(entries.getFirst().outcome()).isEqualTo(status);
        assertThat(entries.getFirst().object()).isNull();
        assertThat(entries.getFirst().actor().kind()).isEqualTo("API_KEY");
    }

    private static String request() {
        return "req-" + UUID.randomUUID();
    }

    private static HttpResponse<byte[]> call(
            Api api, String method, String path, @Nullable String body, String requestId) {
        HttpRequest.Builder request = api.request(path).header("X-Request-Id", requestId);
        if (body == null) {
            return Api.send(request.method(method, HttpRequest.BodyPublishers.noBody()));
        }
        String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        return Api.send(request.header("Content-Type", type).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static List<AuditRecord> of(String requestId) {
        try {
            return read("and request_id = ? order by sequence", requestId);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<AuditRecord> read(String condition, @Nullable String parameter) throws SQLException {
        Map<String, String> servers = SERVICES.program().serverAddresses();
        List<AuditRecord> entries = new ArrayList<>();
        try (Connection database = DriverManager.getConnection(
                        servers.get("quarkus.datasource.jdbc.url"),
                        servers.get("quarkus.datasource.username"),
                        servers.get("quarkus.datasource.password"));
                PreparedStatement select = database.prepareStatement(
                        "select * from journal where tenant_id = 'ten_00000000000000000000000000' " + condition)) {
            if (parameter != null) {
                select.setString(1, parameter);
            }
            ResultSet row = select.executeQuery();
            while (row.next()) {
                entries.add(entry(row));
            }
        }
        return entries;
    }

    private static AuditRecord entry(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getString("tenant_id"),
                row.getLong("sequence"),
                row.getString("id"),
                row.getObject("at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                new Who(
                        row.getString("actor_kind"),
                        row.getString("actor_id"),
                        row.getString("actor_name"),
                        row.getString("grant_id")),
                row.getString("address"),
                row.getString("operation"),
                row.getInt("outcome"),
                row.getString("object_id") == null
                        ? null
                        : new AuditRecord.Subject(
                                row.getString("object_type"),
                                row.getString("object_id"),
                                row.getString("type"),
                                row.getLong("object_seq"),
                                row.getLong("event_seq")),
                row.getString("before_state"),
                row.getString("after_state"),
                row.getString("request_id"),
                row.getString("undoes"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
