package tv.sluice.platform.db;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import tv.sluice.platform.journal.Change;

/**
 * An open unit of work, handed from service to service; only repositories look inside.
 *
 * @param changes what is to be written into the journal when the work is done
 */
public record Transaction(Mutiny.Session session, List<Change> changes) {
    Transaction(Mutiny.Session session) {
        this(session, new ArrayList<>());
    }
}
