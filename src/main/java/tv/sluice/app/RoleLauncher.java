package tv.sluice.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.platform.role.Roles;

/** Starts the services of this process's roles when Quarkus is up, each role on a thread of its own, and stops them before it goes. */
@Singleton
final class RoleLauncher {
    private static final Logger LOG = Logger.getLogger(RoleLauncher.class);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

    private final List<RoleStarter> starters;
    private final ReadyBanner banner;

    RoleLauncher(Roles roles, @Any Instance<RoleService> services, ReadyBanner banner) {
        this.starters = roles.all().stream()
                .map(role -> new RoleStarter(role, of(role, services)))
                .toList();
        this.banner = banner;
    }

    private static List<RoleService> of(Role role, Instance<RoleService> services) {
        return services.stream()
                .filter(service -> service.role() == role)
                .sorted(Comparator.comparingInt(RoleService::order))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        CompletableFuture<?>[] started =
                starters.stream().map(RoleStarter::start).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(started).thenRun(banner::show).exceptionally(failure -> {
            LOG.debugf("The start was cut off: %s", failure.getMessage());
            return null;
        });
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        List<Thread> stopping = starters.stream()
                .map(starter ->
                        Thread.ofPlatform().name("stop-" + starter.role().key()).start(starter::stop))
                .toList();
        long deadline = System.nanoTime() + STOP_DEADLINE.toNanos();
        for (Thread thread : stopping) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                LOG.warnf("%s takes longer than %d s and is left", thread.getName(), STOP_DEADLINE.toSeconds());
            }
        }
    }

    /** The services of all roles that are not ready, by class name; empty when all are. */
    List<String> notReady() {
        return starters.stream().flatMap(starter -> starter.notReady().stream()).toList();
    }
}
