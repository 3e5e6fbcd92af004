package tv.sluice.platform.db;

import io.quarkus.reactive.mysql.client.MySQLPoolCreator;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes the one pool that there is, with a guard. */
@Singleton
final class GuardedPoolCreator implements MySQLPoolCreator {
    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> servers = List.copyOf(input.mySQLConnectOptionsList());
        Pool pool = MySQLBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(servers)
                .using(input.vertx())
                .build();
        return new GuardedPool(pool, new StatementGuard());
    }
}
