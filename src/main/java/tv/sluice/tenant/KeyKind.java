package tv.sluice.tenant;

/** Who holds an API key. */
enum KeyKind {
    /** A server, which keeps it secret. */
    SECRET("slk_"),
    /** Every browser that opens a page: it reads the catalogue only, and only from its origins. */
    PUBLISHABLE("slp_");

    private final String prefix;

    KeyKind(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
