package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.platform.journal.AuditChain;
import tv.sluice.platform.journal.AuditRecord;
import tv.sluice.platform.journal.Who;

/** An audit of many entries and years: pages cost the same anywhere, verification goes on where it stopped, exports keep their pace. */
class AuditScaleIT {
    private static final Logger LOG = Logger.getLogger(AuditScaleIT.class);
    private static final int ENTRIES = 100_500;
    private static final int ROWS_A_STATEMENT = 500;
    private static final Instant BEGIN = Instant.parse("2016-01-01T00:00:00Z");
    private static final Duration BETWEEN = Duration.ofMinutes(45);
    /** A machine that is busy with other things is slow; a walk over all entries would be slower. */
    private static final Duration PAGE = Duration.ofSeconds(3);

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String STATE = "{\"description\":\"" + "d".repeat(200) + "\",\"title\":\"t\"}";

    private static SluiceProcess program;
    private static Api api;

    @BeforeAll
    static void manyEntries() throws IOException, SQLException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .with("sluice.audit.stall-timeout", "3s")
                .start()
                .awaitReady();
        api = program.api();
        expect(api.post("/v1/uploads", "{\"video\":{}}"), 201);
        Map<String, String> addresses = program.serverAddresses();
        try (Connection database = DriverManager.getConnection(
                addresses.get("quarkus.datasource.jdbc.url"),
                addresses.get("quarkus.datasource.username"),
                addresses.get("quarkus.datasource.password"))) {
            fill(database, tenant(database));
        }
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void verificationGoesOnWhereItStopped() {
        long begin = System.nanoTime();
        JsonNode first = json(api.get("/v1/audit/verify"));
        double seconds = (System.nanoTime() - begin) / 1e9;
        LOG.infof("Verified %d entries in %.1f s", first.get("checked").asLong(), seconds);
        assertThat(first.get("valid").asBoolean()).as(first.toString()).isTrue();
        assertThat(first.get("checked").asLong()).isEqualTo(100_000);
        assertThat(first.get("nextSequence").asLong()).isEqualTo(100_001);

        JsonNode rest = json(
                api.get("/v1/audit/verify?from=" + first.get("nextSequence").asLong()));
        assertThat(rest.get("valid").asBoolean()).as(rest.toString()).isTrue();
        assertThat(rest.get("checked").asLong()).isEqualTo(ENTRIES - 100_000);
        assertThat(rest.has("nextSequence")).isFalse();
    }

    @Test
    void aPageCostsTheSameHoweverManyYearsAreAskedFor() {
        Instant middle = BEGIN.plus(BETWEEN.multipliedBy(ENTRIES / 2));
        for (String query : new String[] {
            "",
            "from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00Z",
            "to=" + middle,
            "operation=rareOperation",
            "actorId=apk_0000000000000000000000000a&operation=neverCalled",
            "actorId=apk_0000000000000000000000000a&to=" + middle,
            "objectId=vid_00000000000000000000000000&from=" + middle,
            "requestId=none",
            "actorId=apk_0000000000000000000000000a&operation=updateVideo&from=" + middle
        }) {
            long begin = System.nanoTime();
            HttpResponse<byte[]> page = api.get("/v1/audit?limit=50&" + query);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            expect(page, 200);
            LOG.infof("%d ms for %s", took.toMillis(), query);
            assertThat(took).as(query).isLessThan(PAGE);
        }
        JsonNode before = json(api.get("/v1/audit?limit=1&to=" + middle)).at("/items/0");
        assertThat(before.get("sequence").asLong()).isEqualTo(ENTRIES / 2);
    }

    @Test
    void anExportIsWholeAtWhateverPaceItIsTaken() {
        HttpResponse<byte[]> export = api.get("/v1/audit/export");
        expect(export, 200);
        assertThat(new String(export.body(), StandardCharsets.UTF_8).lines()).hasSize(ENTRIES);
        Instant late = BEGIN.plus(BETWEEN.multipliedBy(ENTRIES - 10));
        assertThat(new String(api.get("/v1/audit/export?from=" + late).body(), StandardCharsets.UTF_8).lines())
                .hasSize(11);
    }

    @Test
    void whoTakesNothingIsCutOffAndWhoHangsUpIsForgotten() throws IOException {
        try (Socket leaving = exporting()) {
            assertThat(leaving.getInputStream().read()).isEqualTo('H');
        }
        try (Socket idle = exporting()) {
            Polling.until(
                    "the export was cut off", DEADLINE, () -> program.log().contains("took nothing for"));
            assertThat(new String(read(idle.getInputStream()), StandardCharsets.UTF_8))
                    .doesNotEndWith("0\r\n\r\n");
        }
        expect(api.get("/v1/audit?limit=1"), 200);
    }

    private static Socket exporting() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", api.base().getPort()));
        socket.setSoTimeout((int) DEADLINE.toMillis());
        socket.getOutputStream()
                .write(("GET /v1/audit/export HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + api.key()
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** What can be read before the end, or before the connection is torn down. */
    private static byte[] read(InputStream stream) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        try {
            stream.transferTo(all);
        } catch (IOException torn) {
            return all.toByteArray();
        }
        return all.toByteArray();
    }

    private static String tenant(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery("select tenant_id from journal limit 1")) {
            assertThat(found.next()).isTrue();
            return found.getString(1);
        }
    }

    /** Years of somebody's work in place of what there was. */
    private static void fill(Connection database, String tenant) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.executeUpdate("delete from journal");
        }
        String previous = AuditChain.BEGINNING;
        database.setAutoCommit(false);
        String row = "(?,?,?,?,'API_KEY','apk_0000000000000000000000000a',?,200,?,?,?,?,?,?,?,?)";
        String insert = "insert into journal (tenant_id, sequence, id, at, actor_kind, actor_id, operation, outcome,"
                + " object_type, object_id, after_state, previous_hash, hash, event_seq, object_seq, type) values "
                + (row + ',').repeat(ROWS_A_STATEMENT - 1) + row;
        try (PreparedStatement statement = database.prepareStatement(insert)) {
            for (long sequence = 1; sequence <= ENTRIES; ) {
                int column = 0;
                for (int i = 0; i < ROWS_A_STATEMENT; i++, sequence++) {
                    AuditRecord entry = entry(tenant, sequence, previous);
                    previous = AuditChain.hash(entry);
                    statement.setString(++column, tenant);
                    statement.setLong(++column, sequence);
                    statement.setString(++column, entry.id());
                    statement.setString(
                            ++column, entry.at().toString().replace('T', ' ').replace("Z", ""));
                    statement.setString(++column, entry.operation());
                    statement.setString(++column, "video");
                    statement.setString(++column, entry.object().id());
                    statement.setString(++column, entry.after());
                    statement.setString(++column, entry.previousHash());
                    statement.setString(++column, previous);
                    statement.setLong(++column, sequence);
                    statement.setLong(++column, entry.object().sequence());
                    statement.setString(++column, entry.object().event());
                }
                statement.executeUpdate();
            }
        }
        try (PreparedStatement statement = database.prepareStatement(
                "update journal_head set audit_seq = ?, audit_hash = ? where object_id = '' and tenant_id = ?")) {
            statement.setLong(1, ENTRIES);
            statement.setString(2, previous);
            statement.setString(3, tenant);
            statement.executeUpdate();
        }
        database.commit();
    }

    private static AuditRecord entry(String tenant, long sequence, String previous) {
        String number = String.format("%026d", sequence);
        return new AuditRecord(
                tenant,
                sequence,
                "aud_" + number,
                BEGIN.plus(BETWEEN.multipliedBy(sequence)),
                new Who("API_KEY", "apk_0000000000000000000000000a", null, null),
                null,
                sequence == 7 ? "rareOperation" : "updateVideo",
                200,
                new AuditRecord.Subject("video", "vid_" + number, "video.updated", 1, sequence),
                null,
                STATE,
                null,
                null,
                previous,
                "");
    }
}
