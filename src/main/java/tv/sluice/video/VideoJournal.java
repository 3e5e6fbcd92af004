package tv.sluice.video;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Journal;

/** Notes in the journal what happens to videos. */
@ApplicationScoped
class VideoJournal {
    static final String TYPE = "video";
    /** What changes all the time while a video is processed; it is told with the next event. */
    private static final List<String> IN_PASSING = List.of("progress", "updatedAt", "renditions");

    private final Journal journal;

    VideoJournal(Journal journal) {
        this.journal = journal;
    }

    /**
     * The video has been made, with all that belongs to it from the beginning.
     *
     * @param place how many changes had been noted before it was made: what belongs to it comes behind it
     */
    void created(Transaction tx, Video video, int place) {
        tx.changes().removeIf(change -> change.objectId().equals(video.id()));
        tx.changes().add(place, change("created", video, null, VideoMapper.json(video)));
    }

    /** @param before as {@link VideoMapper#json} had it */
    void changed(Transaction tx, String what, JsonNode before, Video video) {
        journal.record(tx, change(what, video, before, VideoMapper.json(video)));
    }

    /** The same as an update, unless nothing but its progress has changed. */
    void progressed(Transaction tx, JsonNode before, Video video) {
        JsonNode after = VideoMapper.json(video);
        if (!lasting(before).equals(lasting(after))) {
            journal.record(tx, change("updated", video, before, after));
        }
    }

    void deleted(Transaction tx, JsonNode before, Video video) {
        journal.record(tx, change("deleted", video, before, null));
    }

    private static ObjectNode lasting(JsonNode state) {
        return ((ObjectNode) state.deepCopy()).remove(IN_PASSING);
    }

    private static Change change(String what, Video video, @Nullable JsonNode before, @Nullable JsonNode after) {
        return new Change(video.tenantId(), TYPE + '.' + what, TYPE, video.id(), before, after);
    }
}
