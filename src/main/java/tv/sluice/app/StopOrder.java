package tv.sluice.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.app.embedded.EmbeddedServers;

/**
 * Makes the servers stop after what uses them, however the end came about. When a signal ends the process, all shutdown hooks run at
 * once, Quarkus's among them, so ours waits until Quarkus has stopped.
 */
final class StopOrder {
    private static final int MOST_SECONDS = 40;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;
    private volatile @Nullable EmbeddedServers servers;

    StopOrder() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop-servers").unstarted(this::stop));
    }

    void last(EmbeddedServers started) {
        servers = started;
    }

    void quarkusIsRunning() {
        running = true;
    }

    void quarkusHasStopped() {
        stopped.countDown();
    }

    private void stop() {
        // An interrupt during the first seconds makes Quarkus report, with a stack trace, that it cannot start any
        // more.
        Logger.getLogger("io.quarkus.runtime.Quarkus").setLevel(Level.OFF);
        try {
            if (running && !stopped.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(
                        "The program did not stop within " + MOST_SECONDS + " s; its servers are stopped now");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        EmbeddedServers started = servers;
        if (started != null) {
            started.close();
        }
    }
}
