package tv.sluice.platform.error;

/** Who has to act on a problem: the caller, the operator, or whoever adds capacity (then trying again later helps). */
public enum Culprit {
    CLIENT,
    SERVER,
    CAPACITY
}
