import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Properties;

/** The peer of api-core.sh: reads a video's row by Vert.x' MySQL client and answers with it as JSON, or writes its title. Nothing else. */
final class BareRow {
    private static final String TENANT = "ten_00000000000000000000000000";
    private static final String SELECT = "select * from video where tenant_id = ? and id = ?";
    private static final String UPDATE = "update video set title = ?, updated_at = ? where tenant_id = ? and id = ?";

    private final Pool pool;

    private BareRow(Pool pool) {
        this.pool = pool;
    }

    public static void main(String[] args) throws Exception {
        Properties server = new Properties();
        try (var file = Files.newInputStream(Path.of(args[0], "servers", "addresses.properties"))) {
            server.load(file);
        }
        MySQLConnectOptions options = MySQLConnectOptions.fromUri(server.getProperty("quarkus.datasource.reactive.url")
                        .replace("vertx-reactive:", ""))
                .setUser(server.getProperty("quarkus.datasource.username"))
                .setPassword(server.getProperty("quarkus.datasource.password"))
                .setCachePreparedStatements(true);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        BareRow peer = new BareRow(MySQLBuilder.pool()
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(20))
                .using(vertx)
                .build());
        vertx.createHttpServer().requestHandler(peer::answer).listen(Integer.parseInt(args[1]), "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        if (request.method().name().equals("GET")) {
            pool.preparedQuery(SELECT)
                    .execute(Tuple.of(TENANT, id))
                    .onSuccess(rows -> send(request, json(rows.iterator().next())))
                    .onFailure(failure -> fail(request, failure));
            return;
        }
        request.body()
                .compose(body -> {
                    JsonObject patch = body.toJsonObject();
                    return pool.preparedQuery(UPDATE)
                            .execute(Tuple.of(patch.getString("title"), LocalDateTime.now(), TENANT, id))
                            .map(done -> patch.put("id", id));
                })
                .onSuccess(changed -> send(request, changed))
                .onFailure(failure -> fail(request, failure));
    }

    private static JsonObject json(Row row) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.getValue(i);
            json.put(row.getColumnName(i), value instanceof LocalDateTime time ? time.toString() : value);
        }
        return json;
    }

    private static void send(HttpServerRequest request, JsonObject json) {
        Buffer body = json.toBuffer();
        request.response().putHeader("Content-Type", "application/json").end(body);
    }

    private static void fail(HttpServerRequest request, Throwable failure) {
        failure.printStackTrace();
        request.response().setStatusCode(500).end();
    }
}
