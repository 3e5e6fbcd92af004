/**
 * What happens to objects, written down in the transaction in which it happens: each change is an event and an entry of the audit.
 * Features record a Change with Journal, JournalWriter writes it, JournalReader reads it again, JournalSignal says that there is something
 * new. CallFilter adds the calls that changed nothing. Start reading at Journal.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.journal;
