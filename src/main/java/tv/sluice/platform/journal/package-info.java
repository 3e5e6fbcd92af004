/**
 * What happens to objects, written down in the transaction in which it happens. Features record a Change with Journal; what becomes of
 * it (events, audit) is no business of theirs. Start reading at Journal.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.journal;
