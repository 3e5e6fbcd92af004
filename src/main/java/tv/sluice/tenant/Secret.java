package tv.sluice.tenant;

/**
 * What is kept of the text of an API key.
 *
 * @param hint its first characters and its last four
 */
record Secret(KeyHash hash, String hint) {}
