package tv.sluice.playback;

import jakarta.enterprise.context.ApplicationScoped;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Journal;

/** Notes in the journal what happens to playback ids and signing keys. */
@ApplicationScoped
class PlaybackJournal {
    private static final String PLAYBACK_ID = "playback_id";
    private static final String SIGNING_KEY = "signing_key";

    private final Journal journal;

    PlaybackJournal(Journal journal) {
        this.journal = journal;
    }

    void created(Transaction tx, PlaybackId made) {
        journal.record(
                tx,
                new Change(
                        made.tenantId(),
                        PLAYBACK_ID + ".created",
                        PLAYBACK_ID,
                        made.id(),
                        null,
                        PlaybackMapper.json(made)));
    }

    void deleted(Transaction tx, PlaybackId gone) {
        journal.record(
                tx,
                new Change(
                        gone.tenantId(),
                        PLAYBACK_ID + ".deleted",
                        PLAYBACK_ID,
                        gone.id(),
                        PlaybackMapper.json(gone),
                        null));
    }

    void created(Transaction tx, SigningKey made) {
        journal.record(
                tx,
                new Change(
                        made.tenantId(),
                        SIGNING_KEY + ".created",
                        SIGNING_KEY,
                        made.id(),
                        null,
                        PlaybackMapper.json(made)));
    }

    void deleted(Transaction tx, SigningKey gone) {
        journal.record(
                tx,
                new Change(
                        gone.tenantId(),
                        SIGNING_KEY + ".deleted",
                        SIGNING_KEY,
                        gone.id(),
                        PlaybackMapper.json(gone),
                        null));
    }
}
