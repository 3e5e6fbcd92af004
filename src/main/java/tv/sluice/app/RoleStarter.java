package tv.sluice.app;

import io.quarkus.arc.ClientProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/** Starts the services of one role one after the other, each as often as it takes, and stops the started ones in reverse. */
final class RoleStarter {
    private static final Logger LOG = Logger.getLogger(RoleStarter.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Servers that start together with the program are not there yet at the first try, and that is no news. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    private final Role role;
    private final List<RoleService> services;
    private final List<RoleService> started = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile @Nullable Thread thread;

    RoleStarter(Role role, List<RoleService> services) {
        this.role = role;
        this.services = services;
    }

    Role role() {
        return role;
    }

    /** Done when all services have started. */
    CompletableFuture<Void> start() {
        thread = Thread.ofPlatform().daemon().name("start-" + role.key()).start(this::run);
        return done;
    }

    private void run() {
        try {
            for (RoleService service : services) {
                startOne(service);
                started.add(service);
            }
            done.complete(null);
        } catch (InterruptedException stopped) {
            done.completeExceptionally(stopped);
        }
    }

    private void startOne(RoleService service) throws InterruptedException {
        long begin = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (!isStarted(service, begin)) {
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private boolean isStarted(RoleService service, long begin) throws InterruptedException {
        try {
            service.start();
            return true;
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failure) {
            if (System.nanoTime() - begin > SILENT.toNanos()) {
                LOG.warnf(
                        "%s cannot start yet and tries again: %s",
                        name(service), failure.toString().lines().findFirst().orElse(""));
            } else {
                LOG.debugf(failure, "%s cannot start yet", name(service));
            }
            return false;
        }
    }

    void stop() {
        Thread starting = thread;
        if (starting != null) {
            starting.interrupt();
        }
        for (RoleService service : List.copyOf(started).reversed()) {
            try {
                service.stop();
            } catch (RuntimeException failure) {
                LOG.warnf(failure, "%s did not stop well", name(service));
            }
        }
    }

    List<String> notReady() {
        return services.stream()
                .filter(service -> !started.contains(service) || !service.ready())
                .map(RoleStarter::name)
                .toList();
    }

    private static String name(RoleService service) {
        return ClientProxy.unwrap(service).getClass().getSimpleName().replace("_Subclass", "");
    }
}
