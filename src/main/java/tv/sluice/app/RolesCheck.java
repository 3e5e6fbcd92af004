package tv.sluice.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: all services of this process's roles have started and can work. */
@Readiness
@ApplicationScoped
class RolesCheck implements HealthCheck {
    private final RoleLauncher launcher;

    RolesCheck(RoleLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> notReady = launcher.notReady();
        return HealthCheckResponse.named("Roles")
                .status(notReady.isEmpty())
                .withData("notReady", String.join(",", notReady))
                .build();
    }
}
