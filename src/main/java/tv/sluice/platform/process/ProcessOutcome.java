package tv.sluice.platform.process;

/**
 * How a child ended: how it came to end, its exit code (128 + n after signal n), all of its standard output (unless read line by
 * line) and the last of its standard error.
 */
public record ProcessOutcome(End end, int exitCode, String output, String errors) {

    /** What brought the end about. */
    public enum End {
        /** The child itself, or a limit of the kernel. */
        EXITED,
        /** It was not done by the deadline. */
        DEADLINE,
        /** It wrote more to its standard output than was allowed. */
        TOO_MUCH_OUTPUT
    }

    /** Whether the child ended by itself, in time, with code 0. */
    public boolean succeeded() {
        return end == End.EXITED && exitCode == 0;
    }
}
