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
    /** Who signs in may be a member of several tenants. */
    MEMBERSHIPS_OF_PERSON,
    /** A verified address is invited by whichever tenants. */
    INVITATIONS_OF_ADDRESS,
    /** The operator is the credential: a grant says for which tenant it is. */
    GRANTS_OF_OPERATOR,
    /** Grants whose time is over. */
    EXPIRED_GRANTS,
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
    /** Tenants of whose events a reader of all has not yet read the last. */
    EVENTS_BEHIND,
    /** Tasks with no news past their deadline. */
    OVERDUE_TASKS,
    /** Which spaces have webhooks, and how far their events have been turned into deliveries. */
    WEBHOOK_SPACES,
    /** Which webhooks have something to be sent. */
    DUE_WEBHOOKS,
    /** Webhooks whose log is to be cleared away. */
    DELETED_WEBHOOKS,
    /** Deliveries that have waited for too long, and how many wait. */
    WAITING_DELIVERIES,
    /** The log of deliveries that is too old. */
    OLD_DELIVERIES;

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
