package tv.sluice.platform.role;

/**
 * A part of a role that has something to start: the segment endpoint, the workers, the dispatcher. A CDI bean of this type is started
 * in each process that runs its role, and in no other.
 */
public interface RoleService {
    /** Schema and first rows, which others of the role rely on. */
    int FIRST = 0;

    /** Everything else. */
    int NORMAL = 100;

    Role role();

    /** Services of a role start one after the other by this number, and stop in reverse. */
    default int order() {
        return NORMAL;
    }

    /**
     * Starts the service, on a thread that may block. When it throws, what it needs is not there yet: it is called again, with growing
     * pauses, until it succeeds or the process stops; the process is not ready before.
     */
    void start() throws Exception;

    /** Stops taking work and ends what is under way, within seconds. Only called after a start that succeeded. */
    default void stop() {}

    /** Whether the started service can do its work at this moment. */
    default boolean ready() {
        return true;
    }
}
