package tv.sluice.platform.db;

import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Recording;

/**
 * An open unit of work, handed from service to service; only repositories look inside.
 *
 * @param recording what is to be written into the journal when the work is done
 */
public record Transaction(Mutiny.Session session, Recording recording) {
    /** The changes noted so far. */
    public List<Change> changes() {
        return recording.changes();
    }
}
