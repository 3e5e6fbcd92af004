package tv.sluice.delivery;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A value that is computed on a worker when it is first asked for, once however many ask, and again only if that failed. */
final class Computed<T> {
    private final Callable<T> computation;
    private final AtomicReference<@Nullable CompletableFuture<T>> outcome = new AtomicReference<>();

    Computed(Callable<T> computation) {
        this.computation = computation;
    }

    CompletableFuture<T> get(StorageWorker worker) {
        CompletableFuture<T> known = outcome.get();
        if (known != null) {
            return known;
        }
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> others = outcome.compareAndExchange(null, mine);
        if (others != null) {
            return others;
        }
        worker.submit(computation).whenComplete((value, failure) -> {
            if (failure == null) {
                mine.complete(value);
            } else {
                outcome.set(null);
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }
}
