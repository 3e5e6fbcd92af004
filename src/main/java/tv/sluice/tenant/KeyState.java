package tv.sluice.tenant;

/** Whether an API key works. */
enum KeyState {
    ACTIVE,
    EXPIRED,
    REVOKED
}
