package tv.sluice.tenant;

/** Where a tenant is in its life. */
public enum TenantState {
    ACTIVE,
    /** Its credentials get nothing. */
    SUSPENDED,
    /** Only the row is left, so that its id still says whose the audit is. */
    DELETED
}
