package tv.sluice.platform.journal;

/**
 * How far a reader of all events has come.
 *
 * @param space of the tenant
 * @param seq of the last event that it has read there; 0 for none
 */
public record ReaderPlace(String space, long seq) {}
