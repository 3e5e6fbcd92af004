package tv.sluice.audit;

/** Sequence numbers from the first to the last one, both included; none if the last is smaller. */
record SequenceRange(long first, long last) {
    static final SequenceRange ALL = new SequenceRange(1, Long.MAX_VALUE);

    boolean isEmpty() {
        return last < first;
    }

    /** None of them. */
    SequenceRange none() {
        return new SequenceRange(first, first - 1);
    }

    /** Those of them that are smaller. */
    SequenceRange before(long sequence) {
        return new SequenceRange(first, Math.min(last, sequence - 1));
    }

    /** Those of them that are larger. */
    SequenceRange after(long sequence) {
        return new SequenceRange(Math.max(first, sequence + 1), last);
    }
}
