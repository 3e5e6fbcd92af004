package tv.sluice.platform.web;

/** The shipped contract, for tests of other packages. */
public final class Contracts {
    private Contracts() {}

    public static Contract packaged() {
        return new Contract(Contract.packaged());
    }
}
