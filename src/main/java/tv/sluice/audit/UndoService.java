package tv.sluice.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.journal.Journal;
import tv.sluice.tenant.Scope;

/** Takes changes back: sets what a change changed to what it was before, unless somebody has changed the same again. */
@ApplicationScoped
class UndoService {
    private static final ProblemType NOT_UNDOABLE =
            ProblemType.client("not_undoable", 422, "This cannot be taken back");
    private static final ProblemType CHANGED_SINCE =
            ProblemType.client("changed_since", 409, "The same has been changed again");

    private final AuditService audit;
    private final AuditRepository repository;
    private final Undoing undoing;
    private final Journal journal;
    private final Database database;

    UndoService(AuditService audit, AuditRepository repository, Undoing undoing, Journal journal, Database database) {
        this.audit = audit;
        this.repository = repository;
        this.undoing = undoing;
        this.journal = journal;
        this.database = database;
    }

    /**
     * Takes the change of this entry back and gives the entry of that.
     *
     * @param require refuses a caller who lacks the scope
     */
    Uni<Entry> undo(String space, String auditId, String requestId, Consumer<Scope> require) {
        return planned(space, auditId)
                .invoke(plan -> plan.kind().scopes(plan.patch()).forEach(scope -> require.accept(scope(scope))))
                .call(plan -> database.write(tx -> carryOut(tx, space, auditId, plan)))
                .invoke(plan -> plan.kind().restored(space, plan.objectId()))
                .chain(() -> entry(space, auditId, requestId));
    }

    private Uni<Undoing.Plan> planned(String space, String auditId) {
        return audit.get(space, auditId).map(this::plan);
    }

    private Uni<Entry> entry(String space, String undone, String requestId) {
        return database.read(tx -> repository.undoing(tx, space, undone, requestId))
                .map(Entry::of);
    }

    private Undoing.Plan plan(Entry entry) {
        Undoing.Plan plan = undoing.plan(entry);
        if (plan == null) {
            throw new ProblemException(
                    NOT_UNDOABLE,
                    "What can be taken back is a change of members that people may write, of an object that was there before"
                            + " and after; entry " + entry.record().id() + " is none.");
        }
        return plan;
    }

    private Uni<Void> carryOut(Transaction tx, String space, String auditId, Undoing.Plan plan) {
        return plan.kind()
                .locked(tx, space, plan.objectId())
                .invoke(now -> checkUnchanged(plan, now))
                .invoke(() -> journal.undoes(tx, auditId))
                .chain(() -> plan.kind().restore(tx, space, plan.objectId(), plan.patch()));
    }

    /** The object's row is locked: of two who take the same back, the second finds it changed. */
    private static void checkUnchanged(Undoing.Plan plan, @Nullable JsonNode now) {
        if (now == null) {
            throw new ProblemException(CHANGED_SINCE, plan.objectId() + " has been deleted since.");
        }
        if (!Reversal.applies(plan.patch(), plan.left(), now)) {
            throw new ProblemException(
                    CHANGED_SINCE,
                    "Some of " + String.join(", ", names(plan.patch())) + " of " + plan.objectId()
                            + " is not what this change made of it any more.");
        }
    }

    private static Iterable<String> names(JsonNode patch) {
        return patch::fieldNames;
    }

    private static Scope scope(String text) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no scope " + text));
    }
}
