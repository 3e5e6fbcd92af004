package tv.sluice.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Undoable;
import tv.sluice.tenant.Scope;

/** What people have changed in videos can be taken back. */
@ApplicationScoped
class VideoUndo implements Undoable {
    private final VideoService videos;
    private final VideoRepository repository;

    VideoUndo(VideoService videos, VideoRepository repository) {
        this.videos = videos;
        this.repository = repository;
    }

    @Override
    public String objectType() {
        return VideoJournal.TYPE;
    }

    @Override
    public Set<String> scopes(JsonNode mergePatch) {
        return Set.of(Scope.VIDEOS_WRITE.text());
    }

    @Override
    public Set<String> members() {
        return Set.of("title", "description", "externalId");
    }

    @Override
    public Uni<JsonNode> locked(Transaction tx, String tenantId, String objectId) {
        return repository.lock(tx, tenantId, objectId).onItem().ifNotNull().transform(VideoMapper::json);
    }

    @Override
    public Uni<Void> restore(Transaction tx, String tenantId, String objectId, JsonNode mergePatch) {
        return videos.patch(tx, tenantId, objectId, mergePatch, null).replaceWithVoid();
    }
}
