package tv.sluice.platform.db;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.Roles;

/** Readiness: the database answers in time, if a role of this process needs it. */
@Readiness
@ApplicationScoped
class DatabaseCheck implements AsyncHealthCheck {
    private final Database database;
    private final Roles roles;
    private final Duration timeout;

    DatabaseCheck(Database database, Roles roles, DatabaseConfig config) {
        this.database = database;
        this.roles = roles;
        this.timeout = config.checkTimeout();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("Database");
        if (!roles.include(Role.API)) {
            return Uni.createFrom().item(answer.up().withData("needed", false).build());
        }
        return database.read(tx -> tx.session().createNativeQuery("select 1").getSingleResult())
                .ifNoItem()
                .after(timeout)
                .fail()
                .map(ignored -> answer.up().build())
                .onFailure()
                .recoverWithItem(failure -> answer.down()
                        .withData("cause", String.valueOf(failure.getMessage()))
                        .build());
    }
}
