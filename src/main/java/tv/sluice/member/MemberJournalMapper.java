package tv.sluice.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Journal;

/** Notes what happens to members and grants, as the contract shows them, in the journal of the tenant's live environment. */
@ApplicationScoped
class MemberJournalMapper {
    private final Journal journal;
    private final ObjectMapper json;

    MemberJournalMapper(Journal journal, ObjectMapper json) {
        this.journal = journal;
        this.json = json;
    }

    /** How something was before a change. */
    record Before(JsonNode json) {}

    Before before(Member member) {
        return new Before(json(member));
    }

    Before before(OperatorGrant grant) {
        return new Before(json(grant));
    }

    void invited(Transaction tx, Member member) {
        note(tx, "member.invited", member, null, json(member));
    }

    void joined(Transaction tx, Before before, Member member) {
        note(tx, "member.joined", member, before.json(), json(member));
    }

    void updated(Transaction tx, Before before, Member member) {
        note(tx, "member.updated", member, before.json(), json(member));
    }

    void removed(Transaction tx, Member member) {
        note(tx, "member.removed", member, json(member), null);
    }

    void created(Transaction tx, OperatorGrant grant) {
        note(tx, "grant.created", grant, null, json(grant));
    }

    void ended(Transaction tx, Before before, OperatorGrant grant) {
        note(tx, "grant.ended", grant, before.json(), json(grant));
    }

    void expired(Transaction tx, Before before, OperatorGrant grant) {
        note(tx, "grant.expired", grant, before.json(), json(grant));
    }

    private void note(Transaction tx, String type, Member member, @Nullable JsonNode before, @Nullable JsonNode after) {
        journal.record(tx, new Change(member.tenantId(), type, "member", member.id(), before, after));
    }

    private void note(
            Transaction tx, String type, OperatorGrant grant, @Nullable JsonNode before, @Nullable JsonNode after) {
        journal.record(tx, new Change(grant.tenantId(), type, "grant", grant.id(), before, after));
    }

    private JsonNode json(Member member) {
        return json.valueToTree(MemberMapper.member(member));
    }

    private JsonNode json(OperatorGrant grant) {
        return json.valueToTree(GrantMapper.grant(grant));
    }
}
