package tv.sluice.platform.process;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Finds children that have lost their guard, by writing to it now and then, and ends them: they might outlive us. */
final class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Set<GuardedProcess> CHILDREN = ConcurrentHashMap.newKeySet();

    static {
        Thread.ofPlatform().daemon().name("child-guards").start(Heartbeat::run);
    }

    private Heartbeat() {}

    static void keep(GuardedProcess child) {
        CHILDREN.add(child);
        child.exitCode().whenComplete((code, failure) -> CHILDREN.remove(child));
    }

    static void forget(GuardedProcess child) {
        CHILDREN.remove(child);
    }

    private static void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                CHILDREN.forEach(Heartbeat::check);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check(GuardedProcess child) {
        if (!child.beat() && child.isAlive() && CHILDREN.contains(child)) {
            LOG.warnf("Process %d has lost its guard and is ended", child.pid());
            child.terminate();
        }
    }
}
