package tv.sluice.playback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.storage.StorageWorker;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.playback.token.PlaybackPointer;
import tv.sluice.video.PlaybackName;
import tv.sluice.video.PlaybackPolicy;
import tv.sluice.video.Video;
import tv.sluice.video.VideoDraft;
import tv.sluice.video.VideoListener;
import tv.sluice.video.VideoObjects;
import tv.sluice.video.VideoService;

/**
 * The public names of videos. Delivery finds a name by its pointer object in storage, so that object is written before the row is
 * committed and deleted after the row is gone: a name that somebody knows always leads somewhere, and a deleted one nowhere. If the
 * commit fails, a pointer stays that nobody can ask for, since its name was never told.
 */
@ApplicationScoped
public class PlaybackService implements VideoListener {
    private static final Logger LOG = Logger.getLogger(PlaybackService.class);
    private static final ProblemType TOO_MANY =
            ProblemType.client("too_many_playback_ids", 409, "The video has too many playback ids");
    private static final int MAX_OF_VIDEO = 100;

    private final PlaybackIdRepository repository;
    private final VideoService videos;
    private final StorageWorker storage;
    private final Deletions deletions;
    private final PlaybackJournal journal;

    PlaybackService(
            PlaybackIdRepository repository,
            VideoService videos,
            StorageWorker storage,
            Deletions deletions,
            PlaybackJournal journal) {
        this.repository = repository;
        this.videos = videos;
        this.storage = storage;
        this.deletions = deletions;
        this.journal = journal;
    }

    @Override
    public Uni<Void> created(Transaction tx, Video video, VideoDraft draft) {
        return add(tx, video, draft.playbackPolicy()).replaceWithVoid();
    }

    @Override
    public Uni<Void> deleted(Transaction tx, Video video) {
        return repository.ofVideo(tx, video.tenantId(), video.id()).chain(all -> removeAll(tx, video.tenantId(), all));
    }

    /** A further name for the video; 404 if there is no such video. */
    Uni<PlaybackId> create(Transaction tx, String tenantId, String videoId, PlaybackPolicy policy) {
        return videos.locked(tx, tenantId, videoId).chain(video -> add(tx, video, policy));
    }

    Uni<PlaybackId> get(Transaction tx, String tenantId, String id) {
        return repository.find(tx, tenantId, id).onItem().ifNull().failWith(() -> absent(id));
    }

    Uni<Page<PlaybackId>> list(Transaction tx, String tenantId, @Nullable String videoId, PageRequest page) {
        return repository.page(tx, tenantId, videoId, page).map(rows -> Page.of(rows, page, PlaybackId::id));
    }

    /** Deletes the name; call {@link Deletions#run} after the commit, which ends all playback by it. */
    Uni<Void> delete(Transaction tx, String tenantId, String id) {
        return get(tx, tenantId, id)
                .call(playbackId -> videos.locked(tx, tenantId, playbackId.videoId()))
                .call(playbackId -> repository.remove(tx, tenantId, List.of(id)).invoke(count -> {
                    if (count == 0) {
                        throw absent(id);
                    }
                }))
                .invoke(playbackId -> journal.deleted(tx, playbackId))
                .call(playbackId -> deletions.schedule(tx, tenantId, List.of(PlaybackPointer.storageKey(id))))
                .chain(playbackId -> showWithVideo(tx, tenantId, playbackId.videoId()));
    }

    private Uni<PlaybackId> add(Transaction tx, Video video, PlaybackPolicy policy) {
        if (video.playbackIds().size() >= MAX_OF_VIDEO) {
            throw new ProblemException(
                    TOO_MANY, "A video can have " + MAX_OF_VIDEO + " playback ids; delete one first.");
        }
        PlaybackId added = new PlaybackId(
                Ids.next(PlaybackId.PREFIX),
                video.tenantId(),
                video.id(),
                policy,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        List<PlaybackName> names = new ArrayList<>(video.playbackIds());
        names.add(added.name());
        return repository
                .add(tx, added)
                .chain(() -> storage.write(
                        PlaybackPointer.storageKey(added.id()), pointer(added).toJson()))
                .invoke(() -> journal.created(tx, added))
                .chain(() -> videos.setPlaybackIds(tx, video.tenantId(), video.id(), names))
                .invoke(() -> LOG.infof("Playback id %s: %s, of video %s", added.id(), policy, video.id()))
                .replaceWith(added);
    }

    private Uni<Void> removeAll(Transaction tx, String tenantId, List<PlaybackId> all) {
        if (all.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> ids = all.stream().map(PlaybackId::id).toList();
        return repository
                .remove(tx, tenantId, ids)
                .invoke(() -> all.forEach(gone -> journal.deleted(tx, gone)))
                .chain(() -> deletions.schedule(
                        tx,
                        tenantId,
                        ids.stream().map(PlaybackPointer::storageKey).toList()));
    }

    private Uni<Void> showWithVideo(Transaction tx, String tenantId, String videoId) {
        return repository
                .ofVideo(tx, tenantId, videoId)
                .chain(left -> videos.setPlaybackIds(
                        tx,
                        tenantId,
                        videoId,
                        left.stream().map(PlaybackId::name).toList()));
    }

    private static PlaybackPointer pointer(PlaybackId playbackId) {
        return new PlaybackPointer(
                playbackId.id(),
                playbackId.tenantId(),
                playbackId.videoId(),
                PlaybackPointer.Policy.valueOf(playbackId.policy().name()),
                VideoObjects.descriptor(playbackId.videoId()));
    }

    private static ProblemException absent(String id) {
        return ProblemException.notFound("playback id", id);
    }
}
