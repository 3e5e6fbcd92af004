/**
 * Starts the program: reads which roles this process has, starts the servers they need unless others are configured, then Quarkus, then
 * the roles; says when it is ready, and stops everything in reverse. Start reading at Main.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.app;
