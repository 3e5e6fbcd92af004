package tv.sluice.platform.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import tv.sluice.platform.db.Transaction;

/** A kind of objects whose changes can be taken back; a CDI bean for each. What people cannot write cannot be taken back either. */
public interface Undoable {
    /** As changes name the kind, e.g. {@code video}. */
    String objectType();

    /** The scopes that whoever takes a change back by this patch needs, e.g. {@code videos:write}. */
    Set<String> scopes(JsonNode mergePatch);

    /** The members of the object that people may write. */
    Set<String> members();

    /**
     * The object as it is now, in the form in which its changes are recorded, locked until the end of the transaction; null if the tenant
     * has none of that id.
     */
    Uni<JsonNode> locked(Transaction tx, String tenantId, String objectId);

    /**
     * Changes the object as its PATCH would, and records that.
     *
     * @param mergePatch of nothing but {@link #members} (RFC 7396)
     */
    Uni<Void> restore(Transaction tx, String tenantId, String objectId, JsonNode mergePatch);

    /** The transaction has been committed: the time to tell whoever remembers the object. */
    default void restored(String tenantId, String objectId) {}
}
