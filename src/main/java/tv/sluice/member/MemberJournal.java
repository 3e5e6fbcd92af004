package tv.sluice.member;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Journal;

/** Notes what happens to members in the journal of the tenant's live environment. */
@ApplicationScoped
class MemberJournal {
    static final String TYPE = "member";

    private final Journal journal;

    MemberJournal(Journal journal) {
        this.journal = journal;
    }

    void invited(Transaction tx, Member member) {
        note(tx, "invited", member, null, MemberMapper.json(member));
    }

    void removed(Transaction tx, Member member) {
        note(tx, "removed", member, MemberMapper.json(member), null);
    }

    /** Gives it other roles, and notes that. */
    void updating(Transaction tx, Member member, Runnable change) {
        changing(tx, "updated", member, change);
    }

    /** Makes it a person's, and notes that. */
    void joining(Transaction tx, Member member, Runnable change) {
        changing(tx, "joined", member, change);
    }

    private void changing(Transaction tx, String what, Member member, Runnable change) {
        JsonNode before = MemberMapper.json(member);
        change.run();
        note(tx, what, member, before, MemberMapper.json(member));
    }

    private void note(Transaction tx, String what, Member member, @Nullable JsonNode before, @Nullable JsonNode after) {
        journal.record(tx, new Change(member.tenantId(), TYPE + '.' + what, TYPE, member.id(), before, after));
    }
}
