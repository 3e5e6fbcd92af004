package tv.sluice.upload;

import org.jspecify.annotations.Nullable;

/**
 * What is taken from one request.
 *
 * @param most bytes that the request may bring
 * @param checksum what they must hash to, if anything
 * @param reserve bytes of the disk that must stay free
 */
record Intake(long most, @Nullable Checksum checksum, long reserve) {}
