/** Immutable objects by key, kept in a local folder. Start reading at Storage. */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.storage;
