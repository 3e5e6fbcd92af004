package tv.sluice.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with the audit.
 *
 * @param sequence of the entry that it is about
 * @param id of that entry, if it is there
 * @param message a sentence for people
 */
record ChainFault(long sequence, @Nullable String id, Code code, String message) {
    /** What is wrong. */
    enum Code {
        /** An entry is not there, though later ones are. */
        ENTRY_MISSING,
        /** An entry does not say any more what it said when it was written. */
        ENTRY_CHANGED,
        /** An entry is as somebody wrote it, but it does not belong where it is. */
        CHAIN_BROKEN,
        /** The last entries are not there. */
        END_MISSING
    }
}
