package tv.sluice.platform.web;

/** The body that an operation takes: of one media type, by one schema. */
record RequestBody(String mediaType, boolean required, Schema schema) {}
