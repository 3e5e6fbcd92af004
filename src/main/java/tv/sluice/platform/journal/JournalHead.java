package tv.sluice.platform.journal;

/**
 * Where a journal ends.
 *
 * @param space whose it is
 * @param eventSeq of the last event; 0 if there is none
 * @param auditSequence of the last entry of the audit; 0 if there is none
 * @param auditHash of that entry
 */
public record JournalHead(String space, long eventSeq, long auditSequence, String auditHash) {
    /** Of a space in which nothing has happened. */
    static JournalHead none(String space) {
        return new JournalHead(space, 0, 0, AuditChain.BEGINNING);
    }
}
