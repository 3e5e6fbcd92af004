package tv.sluice.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the audit's chain has found.
 *
 * @param firstSequence of the first entry that was checked; null if none was
 * @param lastHash of the last entry that was checked
 * @param nextSequence where to go on; null if that was the end
 */
record Verification(
        long checked,
        @Nullable Long firstSequence,
        @Nullable Long lastSequence,
        @Nullable String lastHash,
        @Nullable Long nextSequence,
        List<ChainFault> faults) {}
