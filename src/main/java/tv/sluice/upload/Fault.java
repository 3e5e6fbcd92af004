package tv.sluice.upload;

/**
 * Why an upload failed for good.
 *
 * @param message a sentence for people
 */
record Fault(String code, String message) {}
