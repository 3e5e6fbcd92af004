package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.video.Video;
import tv.sluice.video.VideoDraft;
import tv.sluice.video.VideoService;
import tv.sluice.video.VideoState;

/** What happens to the row of an upload, each step one transaction. The bytes are the Receiver's. */
@ApplicationScoped
class UploadService {
    static final String ID_PREFIX = "upl";

    private static final Logger LOG = Logger.getLogger(UploadService.class);

    private static final Uni<Boolean> NOTHING_DONE = Uni.createFrom().item(false);

    private final Database database;
    private final UploadRepository repository;
    private final VideoService videos;
    private final Deletions deletions;
    private final UploadLocks locks;
    private final Quota quota;
    private final UploadMetrics metrics;
    private final UploadJournal journal;

    UploadService(
            Database database,
            UploadRepository repository,
            VideoService videos,
            Deletions deletions,
            UploadLocks locks,
            Quota quota,
            UploadMetrics metrics,
            UploadJournal journal) {
        this.database = database;
        this.repository = repository;
        this.videos = videos;
        this.deletions = deletions;
        this.locks = locks;
        this.quota = quota;
        this.metrics = metrics;
        this.journal = journal;
    }

    /** A new upload with its video; with a token unless the file is fetched from a URL. */
    Uni<Upload> create(String tenantId, VideoDraft video, UploadDraft draft, @Nullable UploadToken token) {
        return database.write(tx -> quota.admit(tx, tenantId, null, draft.size())
                        .chain(() -> videos.create(tx, tenantId, video))
                        .map(made -> new Upload(Ids.next(ID_PREFIX), tenantId, made.id(), draft, Instant.now()))
                        .invoke(upload -> {
                            if (token != null) {
                                upload.openAt(token);
                            }
                        })
                        .call(upload -> repository.add(tx, upload))
                        .invoke(upload -> journal.created(tx, upload)))
                .invoke(upload -> LOG.infof(
                        "Upload %s: created for video %s%s",
                        upload.id(), upload.videoId(), upload.inputUrl() == null ? "" : ", to be imported"));
    }

    /** The upload; 404 if this tenant has none of that id. */
    Uni<Upload> get(String tenantId, String id) {
        return database.read(tx -> repository.find(tx, tenantId, id))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("upload", id));
    }

    Uni<Page<Upload>> list(String tenantId, @Nullable UploadState state, PageRequest page) {
        return database.read(tx -> repository.page(tx, tenantId, state, page))
                .map(rows -> Page.of(rows, page, Upload::id));
    }

    /** The upload with this URL token; 404 if there is none. */
    Uni<Upload> byToken(UploadToken token) {
        return database.read(tx -> repository.findByToken(tx, token.hash()))
                .onItem()
                .ifNull()
                .failWith(UploadProblems::unknown);
    }

    /** Takes down what the client says about the file; 410 if the upload is over, 409 if it has said something else before. */
    Uni<Upload> declare(Upload upload, OptionalLong length, @Nullable String filename) {
        Long size = length.isPresent() ? length.getAsLong() : null;
        return database.write(tx -> change(tx, upload, row -> {
                    requireLength(row, length);
                    row.declare(size, filename, Instant.now());
                })
                .call(row ->
                        size == null ? Uni.createFrom().voidItem() : quota.admit(tx, row.tenantId(), row.id(), size)));
    }

    /** Bytes are about to come; 410 if the upload is over. */
    Uni<Upload> begin(Upload upload, OptionalLong length) {
        return change(upload, row -> {
            requireLength(row, length);
            row.declare(length.isPresent() ? length.getAsLong() : null, null, Instant.now());
            row.receive(Instant.now());
        });
    }

    /** A server has begun to send the file of an import; 410 if the upload is over. */
    Uni<Upload> fetching(Upload upload, ImportAnswer answer, @Nullable String filename) {
        Long total = answer.total().isPresent() ? answer.total().getAsLong() : null;
        return change(upload, row -> row.fetch(total, filename, answer.validator(), Instant.now()));
    }

    /** An import is to be tried again. */
    Uni<Upload> retryImport(Upload upload, Instant due) {
        return change(upload, row -> row.retryImport(due, Instant.now()));
    }

    private Uni<Upload> change(Upload upload, Consumer<Upload> change) {
        return database.write(tx -> change(tx, upload, change));
    }

    private Uni<Upload> change(Transaction tx, Upload upload, Consumer<Upload> change) {
        return repository
                .lock(tx, upload.tenantId(), upload.id())
                .onItem()
                .ifNull()
                .failWith(UploadProblems::unknown)
                .invoke(UploadService::requireOpen)
                .invoke(change);
    }

    static void requireOpen(Upload upload) {
        if (!upload.isOpen(Instant.now())) {
            throw UploadProblems.gone(upload.state());
        }
    }

    private static void requireLength(Upload upload, OptionalLong length) {
        if (length.isEmpty()) {
            return;
        }
        if (length.getAsLong() > upload.maxBytes()) {
            throw UploadProblems.tooLarge(upload.maxBytes());
        }
        Long known = upload.size();
        if (known != null && known != length.getAsLong()) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The length of this upload was given as " + known + ", now it is " + length.getAsLong() + ".");
        }
    }

    /** Gives up an unfinished upload with its bytes and its video; 409 if it is over already. */
    Uni<Void> cancel(Upload upload) {
        if (!upload.state().isOpen()) {
            return Uni.createFrom().failure(alreadyOver(upload));
        }
        return database.write(tx -> locked(tx, upload)
                        .invoke(row -> {
                            if (!row.state().isOpen()) {
                                throw alreadyOver(row);
                            }
                            journal.ending(tx, row, () -> row.giveUp(UploadState.CANCELLED, Instant.now()));
                        })
                        .chain(row -> videos.delete(tx, row.tenantId(), row.videoId())))
                .call(() -> ended(upload, UploadState.CANCELLED));
    }

    private static ProblemException alreadyOver(Upload upload) {
        return new ProblemException(ProblemType.CONFLICT, "The upload is " + upload.state() + ".");
    }

    /** Its time is over: bytes and waiting video go. False if it was over before. */
    Uni<Boolean> expire(Upload upload) {
        return database.write(tx -> videos.locked(tx, upload.tenantId(), upload.videoId())
                        .chain(video -> repository
                                .lock(tx, upload.tenantId(), upload.id())
                                .chain(row -> row.state().isOpen() ? expire(tx, video, row) : NOTHING_DONE)))
                .call(done -> done
                        ? ended(upload, UploadState.EXPIRED)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> expire(Transaction tx, Video video, Upload row) {
        journal.ending(tx, row, () -> row.giveUp(UploadState.EXPIRED, Instant.now()));
        Uni<Void> cleared = video.state() == VideoState.WAITING
                ? videos.delete(tx, video.tenantId(), video.id())
                : deleteBytes(tx, row);
        return cleared.replaceWith(true);
    }

    /** It has failed for good, and so has its video. False if it was over before. */
    Uni<Boolean> fail(Upload upload, Fault fault) {
        return database.write(tx -> videos.locked(tx, upload.tenantId(), upload.videoId())
                        .chain(() -> repository.lock(tx, upload.tenantId(), upload.id()))
                        .chain(row -> row.state().isOpen() ? fail(tx, row, fault) : NOTHING_DONE))
                .invoke(done -> {
                    if (done) {
                        LOG.infof("Upload %s: %s: %s", upload.id(), fault.code(), fault.message());
                    }
                })
                .call(done -> done
                        ? ended(upload, UploadState.ERRORED)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> fail(Transaction tx, Upload row, Fault fault) {
        journal.ending(tx, row, () -> row.fail(fault, Instant.now()));
        return videos.failed(tx, row.tenantId(), row.videoId(), fault.code(), fault.message())
                .chain(() -> deleteBytes(tx, row))
                .replaceWith(true);
    }

    private Uni<Upload> locked(Transaction tx, Upload upload) {
        return videos.locked(tx, upload.tenantId(), upload.videoId())
                .chain(() -> repository.lock(tx, upload.tenantId(), upload.id()))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("upload", upload.id()));
    }

    private Uni<Void> deleteBytes(Transaction tx, Upload upload) {
        return deletions.schedule(tx, upload.tenantId(), UploadFile.keys(upload.id()));
    }

    private Uni<Void> ended(Upload upload, UploadState state) {
        metrics.ended(state);
        locks.cut(upload.id(), state == UploadState.EXPIRED ? Cut.EXPIRED : Cut.CANCELLED);
        LOG.infof("Upload %s: %s", upload.id(), state);
        return deletions.run();
    }
}
