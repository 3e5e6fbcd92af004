package tv.sluice.platform.db;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Single rows as they are, for reads so frequent that opening a session would be most of their work. One statement and one round trip,
 * within the same time-out and with the same problem as {@link Database}.
 */
@ApplicationScoped
public class Rows {
    private static final String SCOPE = " where tenant_id = ? and id = ?";

    private final Instance<Pool> pool;
    private final long timeoutMillis;

    Rows(Instance<Pool> pool, DatabaseConfig config) {
        this.pool = pool;
        this.timeoutMillis = config.timeout().toMillis();
    }

    /** The row of this tenant's with this id, if there is one. @param select all that comes before {@code where} */
    public Uni<Optional<Row>> find(String select, String tenantId, String id) {
        return Uni.createFrom()
                .emitter(emitter -> pool.get()
                        .preparedQuery(select + SCOPE)
                        .execute(Tuple.of(tenantId, id))
                        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                        .onComplete(
                                rows -> emitter.complete(first(rows)),
                                failure -> emitter.fail(Database.translate(failure))));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }
}
