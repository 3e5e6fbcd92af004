package tv.sluice.audit;

/**
 * An entry of the audit as far as its chain is concerned.
 *
 * @param previousHash as the entry has it
 * @param hash as the entry has it
 * @param recomputed what {@code hash} has to be for what the entry says
 */
record ChainLink(long sequence, String id, String previousHash, String hash, String recomputed) {
    boolean isAsWritten() {
        return hash.equals(recomputed);
    }
}
