package tv.sluice.platform.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the journal, for reading; {@link JournalRepository} writes them. */
@Entity
@Immutable
@Table(name = "journal")
public class JournalRow {
    @Id
    private String id;

    @Column(name = "tenant_id")
    private String tenantId;

    private long sequence;

    private Instant at;

    @Column(name = "actor_kind")
    private String actorKind;

    @Column(name = "actor_id")
    private @Nullable String actorId;

    @Column(name = "actor_name")
    private @Nullable String actorName;

    @Column(name = "grant_id")
    private @Nullable String grantId;

    private @Nullable String address;

    private String operation;

    private int outcome;

    @Column(name = "object_type")
    private @Nullable String objectType;

    @Column(name = "object_id")
    private @Nullable String objectId;

    @Column(name = "before_state")
    private @Nullable String before;

    @Column(name = "after_state")
    private @Nullable String after;

    @Column(name = "request_id")
    private @Nullable String requestId;

    private @Nullable String undoes;

    @Column(name = "previous_hash")
    private String previousHash;

    private String hash;

    @Column(name = "event_seq")
    private @Nullable Long eventSeq;

    @Column(name = "object_seq")
    private @Nullable Long objectSeq;

    private @Nullable String type;

    @Column(name = "trace_parent")
    private @Nullable String traceParent;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected JournalRow() {}

    /** The row as an entry of the audit. */
    public AuditRecord record() {
        return new AuditRecord(
                tenantId,
                sequence,
                id,
                at,
                who(),
                address,
                operation,
                outcome,
                subject(),
                before,
                after,
                requestId,
                undoes,
                previousHash,
                hash);
    }

    /** The row as an event. */
    JournalEvent event() {
        AuditRecord.Subject object = subject();
        String state = after == null ? before : after;
        if (object == null || eventSeq == null || state == null) {
            throw new IllegalStateException(id + " is no event");
        }
        return new JournalEvent(
                tenantId,
                eventSeq,
                AuditRecord.eventId(id),
                object.event(),
                object.sequence(),
                object.type(),
                object.id(),
                state,
                who(),
                requestId,
                traceParent,
                at);
    }

    private Who who() {
        return new Who(actorKind, actorId, actorName, grantId);
    }

    /** Whatever of it there is counts, so that nobody can give an entry an object, or take a part of it away, unnoticed. */
    private AuditRecord.@Nullable Subject subject() {
        return objectType == null && objectId == null && type == null && objectSeq == null && eventSeq == null
                ? null
                : new AuditRecord.Subject(
                        text(objectType), text(objectId), text(type), number(objectSeq), number(eventSeq));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long number(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
