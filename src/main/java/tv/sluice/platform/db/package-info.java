/** Runs work in a Hibernate Reactive session or transaction, bounded in time. Start reading at Database. */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.db;
