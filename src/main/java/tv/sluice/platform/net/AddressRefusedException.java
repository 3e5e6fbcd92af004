package tv.sluice.platform.net;

/** A host name stands for no address, or for one that must not be connected to; which of the two is not told. */
public final class AddressRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    AddressRefusedException() {
        super("The host name does not stand for a public address.", null, false, false);
    }
}
