package tv.sluice.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.journal.AuditRecord;
import tv.sluice.platform.journal.Undoable;

/** Which changes can be taken back, and how. */
@ApplicationScoped
class Undoing {
    /**
     * How a change is taken back.
     *
     * @param patch the JSON Merge Patch that does it
     * @param left what the object was after the change
     */
    record Plan(Undoable kind, String objectId, ObjectNode patch, JsonNode left) {}

    private final Map<String, Undoable> kinds;

    Undoing(@All List<Undoable> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toMap(Undoable::objectType, Function.identity()));
    }

    boolean isUndoable(Entry entry) {
        return plan(entry) != null;
    }

    /** Null if it cannot be taken back: nothing was changed that people can write, or the object came or went. */
    @Nullable
    Plan plan(Entry entry) {
        AuditRecord.Subject object = entry.record().object();
        JsonNode before = entry.before();
        JsonNode after = entry.after();
        Undoable kind = object == null ? null : kinds.get(object.type());
        if (kind == null || before == null || after == null) {
            return null;
        }
        ObjectNode patch = Reversal.of(before, after, kind.members());
        return patch.isEmpty()
                ? null
                : new Plan(kind, Objects.requireNonNull(object).id(), patch, after);
    }
}
