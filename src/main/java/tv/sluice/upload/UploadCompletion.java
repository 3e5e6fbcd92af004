package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.transcode.TranscodeService;
import tv.sluice.video.SourceFile;
import tv.sluice.video.VideoService;

/**
 * What follows the last byte, in one transaction: the upload is COMPLETED, its video PROCESSING, its job stored. If that fails the bytes
 * are still there and the upload open, and the client's next request or the UploadSweeper does it.
 */
@ApplicationScoped
class UploadCompletion {
    private static final Logger LOG = Logger.getLogger(UploadCompletion.class);
    private static final Fault EMPTY = new Fault("source_empty", "The file is empty: it has 0 bytes.");

    private final Database database;
    private final UploadRepository repository;
    private final VideoService videos;
    private final TranscodeService transcoder;
    private final UploadMetrics metrics;
    private final UploadJournal journal;

    UploadCompletion(
            Database database,
            UploadRepository repository,
            VideoService videos,
            TranscodeService transcoder,
            UploadMetrics metrics,
            UploadJournal journal) {
        this.database = database;
        this.repository = repository;
        this.videos = videos;
        this.transcoder = transcoder;
        this.metrics = metrics;
        this.journal = journal;
    }

    /** Completes the upload, whose bytes are all synced; the caller holds its lock. Done already is no error, given up is 410. */
    Uni<Void> complete(Upload upload, long bytes) {
        return database.write(tx -> videos.locked(tx, upload.tenantId(), upload.videoId())
                        .onFailure(UploadProblems::isNotFound)
                        .transform(gone -> UploadProblems.gone(UploadState.CANCELLED))
                        .chain(() -> repository.lock(tx, upload.tenantId(), upload.id()))
                        .chain(row -> completeRow(tx, row, bytes)))
                .invoke(first -> {
                    if (first) {
                        metrics.ended(UploadState.COMPLETED);
                        LOG.infof("Upload %s: complete with %d bytes", upload.id(), bytes);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> completeRow(Transaction tx, Upload row, long bytes) {
        if (row.state() == UploadState.COMPLETED) {
            return Uni.createFrom().item(false);
        }
        if (!row.state().isOpen()) {
            return Uni.createFrom().failure(UploadProblems.gone(row.state()));
        }
        journal.ending(tx, row, () -> row.complete(bytes, Instant.now()));
        return startVideo(tx, row, bytes).replaceWith(true);
    }

    private Uni<Void> startVideo(Transaction tx, Upload row, long bytes) {
        if (bytes == 0) {
            return videos.failed(tx, row.tenantId(), row.videoId(), EMPTY.code(), EMPTY.message());
        }
        SourceFile source = SourceFile.of(row.filename(), bytes);
        return videos.sourceArrived(tx, row.tenantId(), row.videoId(), source)
                .chain(() -> transcoder.start(
                        tx,
                        row.tenantId(),
                        row.videoId(),
                        UploadFile.key(row.id()),
                        row.requestId(),
                        row.traceParent()));
    }
}
