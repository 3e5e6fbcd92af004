package tv.sluice.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.audit.ChainFault.Code;
import tv.sluice.platform.journal.AuditChain;

/**
 * Follows the chain of the audit's entries and finds what does not fit: each entry has to say what its hash says, has to follow the one
 * before without a gap and to name its hash, and the last one has to be the one that is written down as such. Whoever can change every
 * row, the end included, can write another chain that fits; that shows only to those who have kept a hash of the old one.
 */
final class ChainCheck {
    private static final int MAX_FAULTS = 20;

    private final long from;
    private final List<ChainFault> faults = new ArrayList<>();
    private long next;
    private @Nullable ChainLink last;
    private @Nullable Long first;
    private long checked;

    /**
     * @param from sequence number of the first entry that is to be checked; the one before it is to be seen as well, for its hash, but does
     *     not count
     */
    ChainCheck(long from) {
        this.from = from;
        this.next = Math.max(1, from - 1);
    }

    /** The next entry; entries come in the order of their sequence numbers. */
    void see(ChainLink link) {
        boolean gap = link.sequence() > next;
        if (gap) {
            missing(next, link.sequence() - 1);
        }
        if (link.sequence() >= from) {
            check(link, gap);
            first = first == null ? Long.valueOf(link.sequence()) : first;
            checked++;
        }
        last = link;
        next = link.sequence() + 1;
    }

    private void check(ChainLink link, boolean gap) {
        if (!link.isAsWritten()) {
            report(link, Code.ENTRY_CHANGED, "Entry " + link.sequence() + " is not as it was written.");
        } else if (!gap && !fits(link)) {
            report(
                    link,
                    Code.CHAIN_BROKEN,
                    "Entry " + link.sequence()
                            + " does not follow the entry before it: one of them has been replaced.");
        }
    }

    /** All entries have been seen. */
    void end(ChainEnd end) {
        if (next <= end.sequence()) {
            endMissing(end);
        } else if (last != null && last.sequence() == end.sequence() && !isEnd(last, end)) {
            report(
                    last,
                    Code.CHAIN_BROKEN,
                    "Entry " + last.sequence()
                            + " is not the one that is written down as the last: one of them has been" + " replaced.");
        }
        if (end.highest() > end.sequence()) {
            add(new ChainFault(
                    end.sequence() + 1,
                    null,
                    Code.CHAIN_BROKEN,
                    "Entry " + end.sequence() + " is written down as the last, but there are some up to "
                            + end.highest() + ": those were added by somebody else, or the end was set back."));
        }
    }

    long checked() {
        return checked;
    }

    /** The sequence number of the last entry that was seen; 0 before the first. */
    long seen() {
        return last == null ? 0 : last.sequence();
    }

    /** @param more whether there are entries that have not been seen */
    Verification result(boolean more) {
        boolean any = checked > 0 && last != null;
        return new Verification(
                checked,
                first,
                any ? Long.valueOf(seen()) : null,
                any && last != null ? last.hash() : null,
                more ? Long.valueOf(next) : null,
                List.copyOf(faults));
    }

    /** What is known of the entry before is its own hash, and, if that has been changed, what it has to be. */
    private boolean fits(ChainLink link) {
        if (last == null) {
            return link.sequence() > 1 || link.previousHash().equals(AuditChain.BEGINNING);
        }
        return link.previousHash().equals(last.hash()) || link.previousHash().equals(last.recomputed());
    }

    private static boolean isEnd(ChainLink link, ChainEnd end) {
        return end.hash().equals(link.hash()) || end.hash().equals(link.recomputed());
    }

    private void missing(long from, long to) {
        String message =
                from == to ? "Entry " + from + " is missing." : "Entries " + from + " to " + to + " are missing.";
        add(new ChainFault(from, null, Code.ENTRY_MISSING, message));
    }

    private void endMissing(ChainEnd end) {
        String message = next == end.sequence()
                ? "The last entry, " + next + ", is missing."
                : "The last entries, " + next + " to " + end.sequence() + ", are missing.";
        add(new ChainFault(next, null, Code.END_MISSING, message));
    }

    private void report(ChainLink link, Code code, String message) {
        add(new ChainFault(link.sequence(), link.id(), code, message));
    }

    /** The first ones do; the rest follows from them, more often than not. */
    private void add(ChainFault fault) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(fault);
        }
    }
}
