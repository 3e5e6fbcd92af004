package tv.sluice.platform.db;

/**
 * The statements that may look at more than one tenant: all there are. A query names one in its comment, a native one in a comment before
 * its first word; whatever else does not say whose rows it means is refused by {@link StatementGuard}.
 */
public enum Sweep {
    /** The key is the credential: it says which tenant it is of. */
    API_KEY_BY_HASH,
    /** A domain belongs to one tenant only. */
    TENANT_OF_DOMAIN,
    /** Operators see all tenants. */
    TENANTS,
    /** The token in an upload's URL is the credential. */
    UPLOAD_BY_TOKEN,
    /** Uploads whose time has run out. */
    EXPIRED_UPLOADS,
    /** Uploads that may have been cut off at their end. */
    OPEN_UPLOADS,
    /** Imports that are to be fetched. */
    DUE_IMPORTS,
    /** Whether files on the disk belong to an upload. */
    NEEDED_UPLOADS,
    /** Objects that are to be deleted. */
    DUE_DELETIONS,
    /** Answers that nobody can ask for any more. */
    OLD_ANSWERS,
    /** Counts of bytes that arrived long ago. */
    OLD_USAGE,
    /** Videos of test environments whose time is over. */
    EXPIRED_VIDEOS,
    /** How much there is to do for each tenant: the dispatcher is fair to them. */
    TASK_LOAD,
    /** The tasks that the dispatcher has chosen. */
    CHOSEN_TASKS,
    /** Tasks with no news past their deadline. */
    OVERDUE_TASKS;

    private static final String MARK = "sweep ";

    /** What the query's comment is to be. */
    public String comment() {
        return MARK + name();
    }

    /** The comment as it stands before a native query. */
    public String prefix() {
        return "/* " + comment() + " */ ";
    }

    /** Whether a comment names one of these. */
    static boolean isNamedBy(String comment) {
        for (Sweep sweep : values()) {
            if (comment.equals(sweep.comment())) {
                return true;
            }
        }
        return false;
    }
}
