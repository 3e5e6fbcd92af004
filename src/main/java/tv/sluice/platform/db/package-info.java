/** Runs work in a Hibernate Reactive session or transaction, bounded in time. Start reading at Database; what every statement must say is in TenantRule. */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.db;
