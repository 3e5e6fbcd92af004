package tv.sluice.platform.journal;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;

/** Writes down what happens to objects. */
@ApplicationScoped
public class Journal {
    /** Notes a change, to be written at the end of the transaction and only if it commits. Never waits. */
    public void record(Transaction tx, Change change) {
        tx.changes().add(change);
    }

    /**
     * What the transaction changes goes back to this request, if it is the platform that does it.
     *
     * @param traceParent of that request, if it is known
     */
    public void causedBy(Transaction tx, String requestId, @Nullable String traceParent) {
        tx.recording().causedBy(requestId, traceParent);
    }

    /** What the transaction changes takes back the change of this entry of the audit. */
    public void undoes(Transaction tx, String auditId) {
        tx.recording().undoes(auditId);
    }
}
