package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The few threads on which uploads wait for the disk and for name servers. */
@ApplicationScoped
class UploadWorker {
    private static final int THREADS = 8;
    private static final int MAX_WAITING = 10_000;

    private final ExecutorService threads;

    UploadWorker() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "upload-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    void execute(Runnable work) {
        threads.execute(work);
    }

    /** Runs blocking work; the result comes back to the caller's Vert.x context if it has one. */
    <T extends @Nullable Object> Uni<T> run(Callable<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            @Nullable Context caller = Vertx.currentContext();
            threads.execute(() -> {
                try {
                    T item = work.call();
                    backOn(caller, () -> emitter.complete(item));
                } catch (Throwable e) {
                    backOn(caller, () -> emitter.fail(e));
                }
            });
        });
    }

    private static void backOn(@Nullable Context caller, Runnable next) {
        if (caller == null) {
            next.run();
        } else {
            caller.runOnContext(ignored -> next.run());
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
