package tv.sluice.upload;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Journal;

/** Notes in the journal what happens to uploads. */
@ApplicationScoped
class UploadJournal {
    private static final String TYPE = "upload";

    private final Journal journal;

    UploadJournal(Journal journal) {
        this.journal = journal;
    }

    void created(Transaction tx, Upload upload) {
        journal.record(
                tx,
                new Change(upload.tenantId(), TYPE + ".created", TYPE, upload.id(), null, UploadMapper.json(upload)));
    }

    /** Carries out what ends the upload, and notes how it ended. What the platform does here goes back to whoever made the upload. */
    void ending(Transaction tx, Upload upload, Runnable end) {
        JsonNode before = UploadMapper.json(upload);
        end.run();
        String what = upload.state().name().toLowerCase(Locale.ROOT);
        journal.causedBy(tx, upload.requestId(), upload.traceParent());
        journal.record(
                tx,
                new Change(upload.tenantId(), TYPE + '.' + what, TYPE, upload.id(), before, UploadMapper.json(upload)));
    }
}
