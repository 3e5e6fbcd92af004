/** Starts the program: which roles run in this process, and the servers it brings along. */
@org.jspecify.annotations.NullMarked
package tv.sluice.app;
