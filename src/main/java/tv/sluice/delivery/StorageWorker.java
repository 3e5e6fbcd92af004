package tv.sluice.delivery;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads for what an event loop must not do. Their number and the queue before them are bounded; what finds it full is refused. */
final class StorageWorker implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    StorageWorker(String name, int threads, int queue) {
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** The outcome of a task; a {@link RejectedExecutionException} if there is no room for it. */
    <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> task) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        try {
            threads.execute(() -> run(task, outcome));
        } catch (RejectedExecutionException full) {
            outcome.completeExceptionally(full);
        }
        return outcome;
    }

    private static <T extends @Nullable Object> void run(Callable<T> task, CompletableFuture<T> outcome) {
        try {
            outcome.complete(task.call());
        } catch (Throwable failure) {
            outcome.completeExceptionally(failure);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
