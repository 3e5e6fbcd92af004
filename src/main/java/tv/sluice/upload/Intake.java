package tv.sluice.upload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is taken from one request, and how long it may take.
 *
 * @param most bytes that the request may bring
 * @param checksum what they must hash to, if anything
 * @param until when they have to be here
 * @param allowance what the tenant may still upload
 */
record Intake(long most, @Nullable Checksum checksum, Instant until, Pace pace, Allowance allowance) {}
