/**
 * Deletes objects from storage once the transaction that gave them up has been committed, crash or not. Start reading at Deletions.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.deletion;
