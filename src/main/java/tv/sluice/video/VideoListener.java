package tv.sluice.video;

import io.smallrye.mutiny.Uni;
import tv.sluice.platform.db.Transaction;

/** Takes part in the creation and the deletion of videos, in the same transaction; each feature that keeps something of a video is one. */
public interface VideoListener {
    /** The video has been stored; a failure takes its creation back. */
    Uni<Void> created(Transaction tx, Video video, VideoDraft draft);

    /**
     * The video is about to be deleted; delete your rows of it. Its objects under {@code v/{id}} are deleted by the catalogue; others
     * are handed to {@link tv.sluice.platform.deletion.Deletions}.
     */
    Uni<Void> deleted(Transaction tx, Video video);
}
