package tv.sluice.audit;

/**
 * Where the audit ends, as it is written down apart from the entries.
 *
 * @param sequence of the last entry; 0 if there is none
 * @param hash of the last entry
 * @param highest sequence among the entries at the same moment; 0 if there is none
 */
record ChainEnd(long sequence, String hash, long highest) {}
