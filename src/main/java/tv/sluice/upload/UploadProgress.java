package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.sluice.platform.storage.Storage;

/** How many bytes of uploads have arrived; for those under way the length of the file in storage says it. */
@ApplicationScoped
class UploadProgress {
    private final Storage storage;
    private final UploadWorker worker;

    UploadProgress(Storage storage, UploadWorker worker) {
        this.storage = storage;
        this.worker = worker;
    }

    Uni<Long> offset(Upload upload) {
        return offsets(List.of(upload)).map(offsets -> offsets.getOrDefault(upload.id(), 0L));
    }

    /** Offsets by id. */
    Uni<Map<String, Long>> offsets(List<Upload> uploads) {
        return worker.run(() -> {
            Map<String, Long> offsets = new HashMap<>();
            uploads.forEach(upload -> offsets.put(upload.id(), count(upload)));
            return offsets;
        });
    }

    private long count(Upload upload) {
        return upload.state() == UploadState.UPLOADING
                ? Math.max(0, storage.size(UploadFile.key(upload.id())))
                : upload.bytes();
    }
}
