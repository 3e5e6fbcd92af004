package tv.sluice.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.Page;
import tv.sluice.tenant.TestEnvironment;
import tv.sluice.tenant.UsageService;

/**
 * What can be done to videos. Each method joins the caller's transaction. Whoever locks rows of a video's other tables in the same
 * transaction calls here first: the video's row is the first lock, so that nobody waits in a circle.
 */
@ApplicationScoped
public class VideoService {
    static final String ID_PREFIX = "vid";

    private static final Logger LOG = Logger.getLogger(VideoService.class);
    /** A worker that has not heard of the deletion yet may still write; after this its objects are deleted as well. */
    private static final Duration STRAGGLERS = Duration.ofMinutes(30);

    private final VideoRepository repository;
    private final VideoRows rows;
    private final List<VideoListener> listeners;
    private final Deletions deletions;
    private final VideoJournal journal;
    private final UsageService usage;
    private final TestEnvironment test;

    VideoService(
            VideoRepository repository,
            VideoRows rows,
            @All List<VideoListener> listeners,
            Deletions deletions,
            VideoJournal journal,
            UsageService usage,
            TestEnvironment test) {
        this.repository = repository;
        this.rows = rows;
        this.usage = usage;
        this.test = test;
        this.listeners = listeners;
        this.deletions = deletions;
        this.journal = journal;
    }

    /** A new video, WAITING for its bytes; 409 if its external id is taken. */
    public Uni<Video> create(Transaction tx, String tenantId, VideoDraft draft) {
        Video video = new Video(Ids.next(ID_PREFIX), tenantId, draft, Instant.now());
        int place = tx.changes().size();
        test.videoLifetime(tenantId)
                .ifPresent(lifetime -> video.expire(video.createdAt().plus(lifetime)));
        return repository
                .add(tx, video)
                .onFailure(VideoRepository::isDuplicate)
                .transform(duplicate -> taken("/video/externalId", draft.externalId()))
                .chain(() -> tell((listener, each) -> listener.created(tx, each, draft), video))
                .invoke(() -> journal.created(tx, video, place))
                .replaceWith(video);
    }

    /** The video as it is now, not to be changed and outside of any transaction; 404 if this tenant has none of that id. */
    Uni<Video> look(String tenantId, String videoId) {
        return rows.find(tenantId, videoId).map(found -> found.orElseThrow(() -> absent(videoId)));
    }

    /** The video; 404 if this tenant has none of that id. */
    public Uni<Video> get(Transaction tx, String tenantId, String videoId) {
        return repository.find(tx, tenantId, videoId).onItem().ifNull().failWith(() -> absent(videoId));
    }

    /** Whether the tenant has no video at all. */
    public Uni<Boolean> isEmpty(Transaction tx, String tenantId) {
        return repository
                .page(tx, tenantId, new VideoQuery(VideoFilter.ALL, VideoOrder.NEWEST_FIRST, 1, null))
                .map(List::isEmpty);
    }

    Uni<Page<Video>> list(Transaction tx, String tenantId, VideoQuery query) {
        return repository
                .page(tx, tenantId, query)
                .map(rows -> Page.of(
                        rows,
                        query.limit(),
                        last -> VideoQuery.Place.of(last, query.order()).cursor()));
    }

    /** Those of the videos that this tenant has. */
    Uni<List<Video>> some(Transaction tx, String tenantId, Set<String> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(List.of()) : repository.some(tx, tenantId, ids);
    }

    /** Applies a JSON Merge Patch; 412 if the video is not at the version that {@code ifMatch} names. */
    Uni<Video> patch(Transaction tx, String tenantId, String videoId, JsonNode patch, @Nullable String ifMatch) {
        return locked(tx, tenantId, videoId)
                .invoke(video -> {
                    new EntityTag(video.version()).check(ifMatch);
                    VideoChange change = VideoChange.of(video, patch);
                    if (!change.isNoneOf(video)) {
                        JsonNode before = VideoMapper.json(video);
                        video.describe(change, Instant.now());
                        journal.changed(tx, "updated", before, video);
                    }
                })
                .call(video -> repository
                        .flush(tx)
                        .onFailure(VideoRepository::isDuplicate)
                        .transform(duplicate -> taken("/externalId", video.externalId())));
    }

    /** The bytes are all there: the video goes over to PROCESSING. 404 if the video is gone. */
    public Uni<Void> sourceArrived(Transaction tx, String tenantId, String videoId, SourceFile source) {
        return locked(tx, tenantId, videoId)
                .chain(video -> counted(tx, video, () -> {
                    if (video.state() == VideoState.WAITING) {
                        JsonNode before = VideoMapper.json(video);
                        video.arrived(source, Instant.now());
                        journal.changed(tx, "processing", before, video);
                        LOG.infof("Video %s: source of %d bytes arrived", videoId, source.size());
                    }
                }));
    }

    /** What the transcoder has done so far. Of no effect on a video that is gone, READY or ERRORED: reports may come late and twice. */
    public Uni<Void> apply(Transaction tx, String tenantId, String videoId, VideoProgress progress) {
        return ifThere(tx, tenantId, videoId, video -> {
            if (video.state() != VideoState.PROCESSING) {
                return;
            }
            if (!video.playable() && (progress.playable() || progress.ready())) {
                JsonNode before = VideoMapper.json(video);
                video.advance(progress.unfinished(), Instant.now());
                journal.changed(tx, "playable", before, video);
            }
            finish(tx, video, progress);
        });
    }

    private void finish(Transaction tx, Video video, VideoProgress progress) {
        JsonNode before = VideoMapper.json(video);
        video.advance(progress, Instant.now());
        if (video.state() == VideoState.READY) {
            LOG.infof("Video %s: READY", video.id());
            journal.changed(tx, "ready", before, video);
        } else {
            journal.progressed(tx, before, video);
        }
    }

    /**
     * It will not become READY. Of no effect on a video that is gone, READY or ERRORED.
     *
     * @param message a sentence for people
     */
    public Uni<Void> failed(Transaction tx, String tenantId, String videoId, String code, String message) {
        return ifThere(tx, tenantId, videoId, video -> {
            VideoState before = video.state();
            JsonNode state = VideoMapper.json(video);
            video.fail(code, message, Instant.now());
            if (video.state() != before) {
                journal.changed(tx, "errored", state, video);
                LOG.infof("Video %s: ERRORED, %s: %s", videoId, code, message);
            }
        });
    }

    /** The names that the catalogue shows with the video. Of no effect on a video that is gone. */
    public Uni<Void> setPlaybackIds(Transaction tx, String tenantId, String videoId, List<PlaybackName> names) {
        return ifThere(tx, tenantId, videoId, video -> {
            JsonNode before = VideoMapper.json(video);
            video.name(names, Instant.now());
            journal.changed(tx, "updated", before, video);
        });
    }

    /** Locks the video's row until the end of the transaction; 404 if this tenant has none of that id. */
    public Uni<Video> locked(Transaction tx, String tenantId, String videoId) {
        return repository.lock(tx, tenantId, videoId).onItem().ifNull().failWith(() -> absent(videoId));
    }

    /** Deletes the video and all that belongs to it; 404 if there is none. Call {@link Deletions#run} after the commit. */
    public Uni<Void> delete(Transaction tx, String tenantId, String videoId) {
        return delete(tx, tenantId, videoId, null);
    }

    Uni<Void> delete(Transaction tx, String tenantId, String videoId, @Nullable String ifMatch) {
        return locked(tx, tenantId, videoId)
                .invoke(video -> new EntityTag(video.version()).check(ifMatch))
                .chain(video -> delete(tx, video))
                .invoke(() -> LOG.infof("Video %s: deleted", videoId));
    }

    private Uni<Void> delete(Transaction tx, Video video) {
        JsonNode before = VideoMapper.json(video);
        return tell((listener, each) -> listener.deleted(tx, each), video)
                .chain(() -> deleteObjects(tx, video))
                .chain(() -> usage.stored(tx, video.tenantId(), video.id(), -video.storedBytes()))
                .chain(() -> repository.remove(tx, video))
                .invoke(() -> journal.deleted(tx, before, video));
    }

    private Uni<Void> deleteObjects(Transaction tx, Video video) {
        String folder = VideoObjects.folder(video.id());
        return deletions
                .schedule(tx, video.tenantId(), List.of(VideoObjects.descriptor(video.id()), folder))
                .chain(() -> deletions.schedule(tx, video.tenantId(), List.of(folder), STRAGGLERS));
    }

    private Uni<Void> ifThere(Transaction tx, String tenantId, String videoId, Consumer<Video> change) {
        return repository
                .lock(tx, tenantId, videoId)
                .onItem()
                .ifNotNull()
                .transformToUni(video -> counted(tx, video, () -> change.accept(video)));
    }

    /** Makes a change and counts the bytes that the video keeps more or less after it. */
    private Uni<Void> counted(Transaction tx, Video video, Runnable change) {
        long before = video.storedBytes();
        change.run();
        return usage.stored(tx, video.tenantId(), video.id(), video.storedBytes() - before);
    }

    private Uni<Void> tell(BiFunction<VideoListener, Video, Uni<Void>> call, Video video) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (VideoListener listener : listeners) {
            all = all.chain(() -> call.apply(listener, video));
        }
        return all;
    }

    private static ProblemException taken(String pointer, @Nullable String externalId) {
        String message = "Another video has the externalId " + externalId + " already; it is unique in your tenant.";
        return new ProblemException(
                ProblemType.CONFLICT, message, List.of(new FieldError(pointer, "not_unique", message)));
    }

    private static ProblemException absent(String videoId) {
        return ProblemException.notFound("video", videoId);
    }
}
