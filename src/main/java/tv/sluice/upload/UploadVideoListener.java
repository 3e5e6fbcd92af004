package tv.sluice.upload;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.video.Video;
import tv.sluice.video.VideoDraft;
import tv.sluice.video.VideoListener;

/** Ends a video's upload when the video is deleted. */
@ApplicationScoped
class UploadVideoListener implements VideoListener {
    private final UploadRepository repository;
    private final Deletions deletions;
    private final UploadLocks locks;
    private final UploadJournal journal;

    UploadVideoListener(UploadRepository repository, Deletions deletions, UploadLocks locks, UploadJournal journal) {
        this.repository = repository;
        this.deletions = deletions;
        this.locks = locks;
        this.journal = journal;
    }

    @Override
    public Uni<Void> created(Transaction tx, Video video, VideoDraft draft) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> deleted(Transaction tx, Video video) {
        return repository
                .lockOfVideo(tx, video.tenantId(), video.id())
                .onItem()
                .transformToMulti(uploads -> Multi.createFrom().iterable(uploads))
                .onItem()
                .transformToUniAndConcatenate(upload -> end(tx, upload))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** What was given up stays listed as such; what was completed goes with what came of it. */
    private Uni<Void> end(Transaction tx, Upload upload) {
        Uni<Void> bytes = deletions.schedule(tx, upload.tenantId(), UploadFile.keys(upload.id()));
        return switch (upload.state()) {
            case WAITING, UPLOADING -> {
                journal.ending(tx, upload, () -> upload.giveUp(UploadState.CANCELLED, Instant.now()));
                locks.cut(upload.id(), Cut.CANCELLED);
                yield bytes;
            }
            case CANCELLED, EXPIRED -> bytes;
            case COMPLETED, ERRORED -> bytes.chain(() -> repository.remove(tx, upload));
        };
    }
}
