package tv.sluice.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.Actor;
import tv.sluice.api.model.AuditEntry;
import tv.sluice.api.model.AuditFault;
import tv.sluice.api.model.AuditPage;
import tv.sluice.api.model.AuditVerification;
import tv.sluice.api.model.Change;
import tv.sluice.api.model.Difference;
import tv.sluice.api.model.HistoryPage;
import tv.sluice.api.model.HistoryState;
import tv.sluice.api.model.ObjectReference;
import tv.sluice.platform.journal.AuditRecord;
import tv.sluice.platform.journal.Who;
import tv.sluice.platform.web.Page;

/** Between the contract's shapes of the audit and ours. */
@ApplicationScoped
class AuditMapper {
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final ObjectMapper json;
    private final Undoing undoing;

    AuditMapper(ObjectMapper json, Undoing undoing) {
        this.json = json;
        this.undoing = undoing;
    }

    AuditPage page(Page<Entry> page) {
        return new AuditPage()
                .items(page.items().stream().map(this::entry).toList())
                .nextCursor(page.nextCursor());
    }

    AuditEntry entry(Entry entry) {
        AuditRecord record = entry.record();
        AuditRecord.Subject object = record.object();
        return new AuditEntry()
                .id(record.id())
                .sequence(record.sequence())
                .at(record.at())
                .actor(actor(record.actor()))
                .address(record.address())
                .operation(record.operation())
                .outcome(record.outcome())
                ._object(
                        object == null
                                ? null
                                : new ObjectReference().type(object.type()).id(object.id()))
                .event(object == null ? null : object.event())
                .objectSequence(object == null ? null : object.sequence())
                .eventSequence(object == null ? null : object.eventSequence())
                .before(members(entry.before()))
                .after(members(entry.after()))
                .changes(object == null ? null : changes(JsonDifference.between(entry.before(), entry.after())))
                .undoes(record.undoes())
                .undoable(undoing.isUndoable(entry))
                .requestId(record.requestId())
                .previousHash(record.previousHash())
                .hash(record.hash());
    }

    HistoryPage history(Page<State> page, String delivery) {
        return new HistoryPage()
                .items(page.items().stream()
                        .map(state -> state(state, delivery))
                        .toList())
                .nextCursor(page.nextCursor());
    }

    Difference difference(String objectId, HistoryService.Pair pair, String delivery) {
        State from = pair.from();
        State to = pair.to();
        return new Difference()
                .objectId(objectId)
                .from(from == null ? null : state(from, delivery))
                .to(to == null ? null : state(to, delivery))
                .changes(changes(JsonDifference.between(data(from, delivery), data(to, delivery))));
    }

    static AuditVerification verification(Verification found) {
        return new AuditVerification()
                .valid(found.faults().isEmpty())
                .checked(found.checked())
                .firstSequence(found.firstSequence())
                .lastSequence(found.lastSequence())
                .lastHash(found.lastHash())
                .nextSequence(found.nextSequence())
                .faults(found.faults().stream().map(AuditMapper::fault).toList());
    }

    private HistoryState state(State state, String delivery) {
        AuditRecord record = state.record();
        return new HistoryState()
                .at(record.at())
                .eventId(record.eventId())
                .type(state.subject().event())
                .sequence(state.subject().sequence())
                .actor(actor(record.actor()))
                .data(members(state.data(delivery)));
    }

    private static @Nullable JsonNode data(@Nullable State state, String delivery) {
        return state == null ? null : state.data(delivery);
    }

    private static AuditFault fault(ChainFault fault) {
        return new AuditFault()
                .sequence(fault.sequence())
                .id(fault.id())
                .code(AuditFault.CodeEnum.valueOf(fault.code().name()))
                .message(fault.message());
    }

    private static List<Change> changes(List<JsonChange> changes) {
        return changes.stream()
                .map(change -> new Change()
                        .pointer(change.pointer())
                        .before(change.before())
                        .after(change.after()))
                .toList();
    }

    private static Actor actor(Who who) {
        return new Actor()
                .kind(Actor.KindEnum.fromValue(who.kind()))
                .id(who.id())
                .name(who.name())
                .grantId(who.grantId());
    }

    private @Nullable Map<String, Object> members(@Nullable JsonNode object) {
        return object == null ? null : json.convertValue(object, MEMBERS);
    }
}
