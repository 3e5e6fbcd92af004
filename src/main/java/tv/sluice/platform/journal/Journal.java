package tv.sluice.platform.journal;

import jakarta.enterprise.context.ApplicationScoped;
import tv.sluice.platform.db.Transaction;

/** Writes down what happens to objects. */
@ApplicationScoped
public class Journal {
    /** Notes a change, to be written at the end of the transaction and only if it commits. Never waits. */
    public void record(Transaction tx, Change change) {
        tx.changes().add(change);
    }
}
