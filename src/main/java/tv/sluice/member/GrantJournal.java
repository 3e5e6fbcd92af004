package tv.sluice.member;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Journal;

/** Notes what happens to grants in the journal of the live environment of the tenant for which they are, so that its people see it. */
@ApplicationScoped
class GrantJournal {
    private static final String TYPE = "grant";

    private final Journal journal;

    GrantJournal(Journal journal) {
        this.journal = journal;
    }

    void created(Transaction tx, OperatorGrant grant) {
        journal.record(
                tx,
                new Change(grant.tenantId(), TYPE + ".created", TYPE, grant.id(), null, GrantMapper.json(grant, true)));
    }

    /** Carries out what ends the grant, and notes how it ended. */
    void ending(Transaction tx, OperatorGrant grant, Runnable end) {
        JsonNode before = GrantMapper.json(grant, true);
        end.run();
        JsonNode after = GrantMapper.json(grant, false);
        String what = after.get("state").asText().toLowerCase(Locale.ROOT);
        journal.record(tx, new Change(grant.tenantId(), TYPE + '.' + what, TYPE, grant.id(), before, after));
    }
}
