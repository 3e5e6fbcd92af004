package tv.sluice.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;

/** No statement gets to the database that does not say whose rows it means: not through our pool, and none of the program's. */
class StatementGuardIT {
    private static SluiceProcess program;
    private static Vertx vertx;
    private static Pool pool;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .start()
                .awaitReady();
        Map<String, String> addresses = program.serverAddresses();
        vertx = Vertx.vertx();
        MySQLConnectOptions options = MySQLConnectOptions.fromUri(
                        addresses.get("quarkus.datasource.reactive.url").replace("vertx-reactive:", ""))
                .setUser(addresses.get("quarkus.datasource.username"))
                .setPassword(addresses.get("quarkus.datasource.password"));
        pool = MySQLBuilder.pool().connectingTo(options).using(vertx).build();
    }

    @AfterAll
    static void stop() throws Exception {
        pool.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        program.close();
    }

    @Test
    void whatIsRefusedDoesNothing() throws Exception {
        expect(program.api().post("/v1/uploads", "{\"video\":{\"title\":\"stays\"}}"), 201);
        GuardedPool guarded = new GuardedPool(pool, new StatementGuard());
        SqlConnection connection = await(guarded.getConnection().toCompletionStage());
        long before = count("select count(*) from video");
        assertThat(before).isPositive();
        assertThatThrownBy(() -> guarded.query("delete from video")).isInstanceOf(StatementRefusedException.class);
        assertThatThrownBy(() -> guarded.preparedQuery("delete from video where id<>?"))
                .isInstanceOf(StatementRefusedException.class);
        assertThatThrownBy(() -> connection.query("delete from video")).isInstanceOf(StatementRefusedException.class);
        assertThatThrownBy(() -> connection.preparedQuery("delete from video where id<>?"))
                .isInstanceOf(StatementRefusedException.class);
        assertThatThrownBy(() -> connection.prepare("delete from video where id<>?"))
                .isInstanceOf(StatementRefusedException.class);
        assertThat(count("select count(*) from video")).isEqualTo(before);
        RowSet<Row> own = await(connection
                .preparedQuery("select count(*) from video where tenant_id=?")
                .execute(Tuple.of("ten_00000000000000000000000000"))
                .toCompletionStage());
        assertThat(own.iterator().next().getLong(0)).isEqualTo(before);
        await(connection.close().toCompletionStage());
    }

    /** Hibernate writes a comment before each of its statements; the guard takes it away, so what arrives without one has passed it. */
    @Test
    void theProgramsStatementsPassTheGuard() throws Exception {
        String id = json(program.api().post("/v1/uploads", "{\"video\":{\"title\":\"before\"}}"))
                .get("videoId")
                .asText();
        SqlConnection holder = await(pool.getConnection().toCompletionStage());
        await(holder.begin().toCompletionStage());
        await(holder.query("select id from video where id='" + id + "' for update")
                .execute()
                .toCompletionStage());
        CompletableFuture<HttpResponse<byte[]>> patch =
                CompletableFuture.supplyAsync(() -> program.api().patch("/v1/videos/" + id, "{\"title\":\"after\"}"));
        List<String> running = new ArrayList<>();
        Polling.until("the program's statement waits for the row", Duration.ofSeconds(20), () -> {
            running.clear();
            running.addAll(statements());
            return running.stream().anyMatch(sql -> sql.contains("from video "));
        });
        await(holder.query("rollback").execute().toCompletionStage());
        await(holder.close().toCompletionStage());
        expect(patch.get(30, TimeUnit.SECONDS), 200);
        assertThat(running).filteredOn(sql -> sql.contains("from video ")).allSatisfy(sql -> {
            assertThat(sql).startsWith("select").doesNotContain("/*");
            TenantRule.check(sql.replaceAll("'[^']*'", "?"));
        });
    }

    private static List<String> statements() {
        List<String> all = new ArrayList<>();
        RowSet<Row> rows = await(pool.query("select info from information_schema.processlist"
                        + " where info is not null and info not like '%processlist%'")
                .execute()
                .toCompletionStage());
        rows.forEach(row -> all.add(row.getString(0)));
        return all;
    }

    private static long count(String sql) {
        RowSet<Row> rows = await(pool.query(sql).execute().toCompletionStage());
        return rows.iterator().next().getLong(0);
    }

    private static <T> T await(java.util.concurrent.CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
