/**
 * Runs other programs as children that cannot outlive this process, not even when it is killed. Start reading at GuardedCommand.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.process;
