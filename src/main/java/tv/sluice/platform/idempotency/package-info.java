/**
 * Lets a caller repeat a call that may or may not have arrived: whoever sends the same {@code Idempotency-Key} again gets the first answer
 * again, and the call is carried out once. Start reading at IdempotencyFilter, then Reservations.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.idempotency;
