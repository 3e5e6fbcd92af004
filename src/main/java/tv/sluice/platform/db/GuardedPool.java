package tv.sluice.platform.db;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.mysqlclient.MySQLPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** The pool of connections to the database, each of which sends only what the guard lets pass. */
@SuppressWarnings("deprecation") // Quarkus wants its MySQLPool back.
final class GuardedPool implements MySQLPool {
    private final Pool pool;
    private final StatementGuard guard;

    GuardedPool(Pool pool, StatementGuard guard) {
        this.pool = pool;
        this.guard = guard;
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Future<SqlConnection> getConnection() {
        return pool.getConnection().map(connection -> new GuardedConnection(connection, guard));
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return pool.query(guard.pass(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return pool.preparedQuery(guard.pass(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return pool.preparedQuery(guard.pass(sql), options);
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        pool.close(handler);
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }

    @Override
    public MySQLPool connectHandler(Handler<SqlConnection> handler) {
        throw new UnsupportedOperationException("It would get connections without a guard");
    }

    @Override
    public MySQLPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        throw new UnsupportedOperationException("It would bring connections without a guard");
    }

    @Override
    public int size() {
        return pool.size();
    }
}
