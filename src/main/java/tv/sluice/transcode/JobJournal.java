package tv.sluice.transcode;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Journal;

/** Notes in the journal how jobs begin and end. What happens in a job goes back to the request that began it. */
@ApplicationScoped
class JobJournal {
    private static final String TYPE = "job";

    private final Journal journal;

    JobJournal(Journal journal) {
        this.journal = journal;
    }

    void created(Transaction tx, TranscodeJob job) {
        journal.causedBy(tx, job.requestId(), job.traceParent());
        journal.record(tx, new Change(job.tenantId(), TYPE + ".created", TYPE, job.id(), null, JobMapper.json(job)));
    }

    /** What this transaction does, it does for the job. */
    void goesOn(Transaction tx, TranscodeJob job) {
        journal.causedBy(tx, job.requestId(), job.traceParent());
    }

    /** @param before as {@link JobMapper#json} had it before the job ended */
    void ended(Transaction tx, JsonNode before, TranscodeJob job) {
        String what = job.state().name().toLowerCase(Locale.ROOT);
        journal.record(tx, new Change(job.tenantId(), TYPE + '.' + what, TYPE, job.id(), before, JobMapper.json(job)));
    }
}
