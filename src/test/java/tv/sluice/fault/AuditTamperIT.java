package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.SluiceProcess;

/** Somebody with the database's password changes the audit behind the program's back: verification names the row. */
class AuditTamperIT {
    /** Goes along with events to Kafka and says nothing about what was done. */
    private static final String UNHASHED = "trace_parent";

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static SluiceProcess program;
    private static Api api;
    private static Connection database;
    private static String tenant;
    /** A row of a change, in the middle. */
    private static long victim;
    /** A row of a call that changed nothing. */
    private static long refused;

    private static long last;

    @BeforeAll
    static void someEntries() throws IOException, SQLException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .start()
                .awaitReady();
        api = program.api();
        String video = video();
        expect(api.patch("/v1/videos/" + video, "{\"title\":\"Second\"}"), 200);
        expect(api.delete("/v1/videos/vid_zzzzzzzzzzzzzzzzzzzzzzzzzz"), 404);
        refused = api.await(
                        "/v1/audit?operation=deleteVideo",
                        page -> !page.get("items").isEmpty(),
                        DEADLINE)
                .at("/items/0/sequence")
                .asLong();
        video();
        video();
        Map<String, String> addresses = program.serverAddresses();
        database = DriverManager.getConnection(
                addresses.get("quarkus.datasource.jdbc.url"),
                addresses.get("quarkus.datasource.username"),
                addresses.get("quarkus.datasource.password"));
        JsonNode change = json(api.get("/v1/audit?operation=updateVideo")).at("/items/0");
        victim = change.get("sequence").asLong();
        last = verify().get("lastSequence").asLong();
        tenant = text(
                "select tenant_id from journal where id = '" + change.get("id").asText() + '\'');
        sql("create table journal_copy as select * from journal");
        sql("create table head_copy as select * from journal_head");
        assertThat(last).isGreaterThan(victim + 2);
    }

    @AfterAll
    static void stop() throws SQLException {
        if (database != null) {
            database.close();
        }
        program.close();
    }

    @AfterEach
    void everythingIsPutBackAndValid() throws SQLException {
        restore();
        JsonNode found = verify();
        assertThat(found.get("valid").asBoolean()).as(found.toString()).isTrue();
        assertThat(found.get("checked").asLong()).isEqualTo(last);
        assertThat(found.get("lastSequence").asLong()).isEqualTo(last);
        assertThat(found.get("lastHash").asText())
                .isEqualTo(text("select hash from journal where sequence = " + last + " and " + ofTenant()));
    }

    @Test
    void oneByteInAnyColumnNamesTheRow() throws SQLException {
        Map<String, String> columns = columns();
        assertThat(columns).containsKeys("at", "actor_id", "before_state", "after_state", "hash", "previous_hash");
        columns.remove(UNHASHED);
        columns.remove("tenant_id");
        columns.remove("sequence");
        for (var column : columns.entrySet()) {
            sql("update journal set " + column.getKey() + " = " + changed(column.getKey(), column.getValue())
                    + " where " + row(victim));
            isNamed(column.getKey(), victim, "entry_changed");
            restore();
        }
    }

    @Test
    void aRowInTheMiddleThatIsGoneIsNamed() throws SQLException {
        sql("delete from journal where " + row(victim));
        isNamed("deleted", victim, "entry_missing");
    }

    @Test
    void aRowThatWasMovedToAnotherTenantIsNamedHereAndNotSeenThere() throws SQLException {
        String id = text("select id from journal where " + row(victim));
        sql("update journal set tenant_id = 'ten_other' where " + row(victim));
        isNamed("moved", victim, "entry_missing");
        expect(api.get("/v1/audit/" + id), 404);
        assertThat(new String(api.get("/v1/audit/export").body(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain(id);
    }

    @Test
    void aLastRowThatIsGoneIsNamed() throws SQLException {
        sql("delete from journal where " + row(last));
        isNamed("cut off", last, "end_missing");
        sql("delete from journal where " + row(last - 1));
        isNamed("cut off", last - 1, "end_missing");
    }

    @Test
    void swappedRowsAreBothNamed() throws SQLException {
        String one = text("select id from journal where " + row(victim));
        String other = text("select id from journal where " + row(victim + 1));
        number(victim, 1_000_000);
        number(victim + 1, victim);
        number(1_000_000, victim + 1);
        JsonNode found = verify();
        assertThat(found.get("valid").asBoolean()).isFalse();
        assertThat(found.get("faults").findValuesAsText("id")).contains(one, other);
    }

    @Test
    void aForgedRowIsNamed() throws SQLException {
        insertCopy(victim, last + 1);
        isNamed("forged behind the end", last + 1, "entry_changed");
        assertThat(verify().at("/faults/1/code").asText()).isEqualTo("chain_broken");
        restore();

        sql("delete from journal where " + row(victim + 1));
        insertCopy(victim, victim + 1);
        isNamed("forged in the middle", victim + 1, "entry_changed");
    }

    @Test
    void anEndThatWasSetBackIsNamed() throws SQLException {
        sql("delete from journal where " + row(last));
        sql("update journal_head set audit_seq = audit_seq - 1 where object_id = '' and " + ofTenant());
        isNamed("set back", last - 1, "chain_broken");
        sql("delete from journal_head where object_id = '' and " + ofTenant());
        isNamed("no end", 1, "chain_broken");
    }

    @Test
    void anotherTenantsAuditIsNotTouchedByIt() throws SQLException {
        sql(
                "insert into journal select 'ten_other', j.sequence, j.id, j.at, j.actor_kind, j.actor_id, j.actor_name, j.grant_id,"
                        + " j.address, j.operation, j.outcome, j.object_type, j.object_id, '{}', '{}', j.request_id, j.undoes,"
                        + " j.previous_hash, j.hash, j.event_seq, j.object_seq, j.type, j.trace_parent from journal_copy j where "
                        + ofTenant());
        JsonNode found = verify();
        assertThat(found.get("valid").asBoolean()).as(found.toString()).isTrue();
        assertThat(found.get("checked").asLong()).isEqualTo(last);
    }

    private static void isNamed(String how, long sequence, String code) throws SQLException {
        JsonNode found = verify();
        assertThat(found.get("valid").asBoolean()).as(how + ": " + found).isFalse();
        JsonNode fault = found.at("/faults/0");
        assertThat(fault.get("sequence").asLong()).as(how + ": " + found).isEqualTo(sequence);
        assertThat(fault.get("code").asText()).as(how + ": " + found).isEqualTo(code);
        if (code.equals("entry_changed")) {
            assertThat(fault.get("id").asText())
                    .as(how)
                    .isEqualTo(text("select id from journal where " + row(sequence)));
        }
    }

    private static JsonNode verify() {
        var answer = api.get("/v1/audit/verify");
        expect(answer, 200);
        return json(answer);
    }

    private static String video() {
        var created = api.post("/v1/uploads", "{\"video\":{\"title\":\"First\"}}");
        expect(created, 201);
        return json(created).get("videoId").asText();
    }

    /** The column's value with one character of it changed; something where there was nothing. */
    private static String changed(String column, String type) {
        return switch (type) {
            case "datetime" -> column + " + interval 1 microsecond";
            case "int", "bigint" -> "coalesce(" + column + ", 0) + 1000";
            default ->
                "if(" + column + " is null, 'x', concat(left(" + column + ", char_length(" + column
                        + ") - 1), if(right(" + column + ", 1) = 'a', 'b', 'a')))";
        };
    }

    private static Map<String, String> columns() throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery("select column_name, data_type from information_schema.columns"
                        + " where table_schema = database() and table_name = 'journal' order by ordinal_position")) {
            while (found.next()) {
                columns.put(found.getString(1), found.getString(2));
            }
        }
        return columns;
    }

    private static void number(long from, long to) throws SQLException {
        sql("update journal set sequence = " + to + " where " + row(from));
    }

    /** A row that looks like another one, but for its place and what has to be unique. */
    private static void insertCopy(long from, long to) throws SQLException {
        sql("insert into journal select j.tenant_id, " + to
                + ", concat(left(j.id, 29), 'f'), j.at, j.actor_kind, j.actor_id,"
                + " j.actor_name, j.grant_id, j.address, j.operation, j.outcome, j.object_type, j.object_id, j.before_state,"
                + " j.after_state, j.request_id, j.undoes, j.hash, j.hash, j.event_seq + 1000, j.object_seq + 1000, j.type,"
                + " j.trace_parent from journal_copy j where j.sequence = " + from + " and j." + ofTenant());
    }

    private static void restore() throws SQLException {
        sql("delete from journal");
        sql("insert into journal select * from journal_copy");
        sql("delete from journal_head");
        sql("insert into journal_head select * from head_copy");
    }

    private static String row(long sequence) {
        return "sequence = " + sequence + " and " + ofTenant();
    }

    private static String ofTenant() {
        return "tenant_id = '" + tenant + '\'';
    }

    private static String text(String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            assertThat(found.next()).as(query).isTrue();
            return found.getString(1);
        }
    }

    private static void sql(String statement) throws SQLException {
        try (Statement each = database.createStatement()) {
            each.executeUpdate(statement);
        }
    }
}
