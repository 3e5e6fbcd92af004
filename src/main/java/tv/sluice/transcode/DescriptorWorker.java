package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import tv.sluice.cmaf.Descriptor;
import tv.sluice.platform.storage.Storage;

/** Writes descriptors into storage and finds what attempts left there, on a worker thread; the result comes back on the caller's context. */
@ApplicationScoped
class DescriptorWorker {
    private final Vertx vertx;
    private final Storage storage;

    DescriptorWorker(Vertx vertx, Storage storage) {
        this.vertx = vertx;
        this.storage = storage;
    }

    static String key(String videoId) {
        return "v/" + videoId + "/descriptor.json";
    }

    Uni<Void> write(Descriptor descriptor) {
        return Uni.createFrom()
                .completionStage(() -> vertx.<Void>executeBlocking(
                                () -> {
                                    storage.write(key(descriptor.videoId()), TranscodeJson.write(descriptor));
                                    return null;
                                },
                                false)
                        .toCompletionStage());
    }

    /** The folders that attempts of the job's tasks have made. */
    Uni<List<String>> outputs(String jobFolder) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> storage.list(jobFolder), false)
                        .toCompletionStage());
    }
}
