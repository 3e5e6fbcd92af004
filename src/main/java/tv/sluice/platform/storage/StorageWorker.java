package tv.sluice.platform.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Does what blocks on the disk on a worker thread, and goes on where it was called: inside a transaction, for one. */
@ApplicationScoped
public class StorageWorker {
    private final Storage storage;
    private final Vertx vertx;

    StorageWorker(Storage storage, Vertx vertx) {
        this.storage = storage;
        this.vertx = vertx;
    }

    /** Writes a small object, replacing one of the same key at once. A full disk is the problem {@code insufficient_storage}. */
    public Uni<Void> write(String key, byte[] bytes) {
        return Uni.createFrom()
                .completionStage(() -> vertx.<Void>executeBlocking(
                                () -> {
                                    storage.write(key, bytes);
                                    return null;
                                },
                                false)
                        .toCompletionStage())
                .onFailure(StorageWorker::isFullDisk)
                .transform(full -> new ProblemException(
                        ProblemType.INSUFFICIENT_STORAGE, "The server's disk is full; try again when there is room."));
    }

    /** The object's bytes, or empty if there is none; refuses one that is larger than {@code maxBytes}. */
    public Uni<Optional<byte[]>> read(String key, int maxBytes) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> storage.read(key, maxBytes), false)
                        .toCompletionStage());
    }

    private static boolean isFullDisk(Throwable failure) {
        String message = failure instanceof UncheckedIOException ? String.valueOf(failure.getMessage()) : "";
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota");
    }
}
