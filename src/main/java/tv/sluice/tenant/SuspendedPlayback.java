package tv.sluice.tenant;

/** What viewers of a suspended tenant get. */
public enum SuspendedPlayback {
    CONTINUE,
    STOP
}
