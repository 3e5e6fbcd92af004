package tv.sluice.tenant;

/** A new API key with its text, which is shown this once. */
record IssuedKey(ApiKey key, String text) {}
