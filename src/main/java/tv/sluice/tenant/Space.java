package tv.sluice.tenant;

/**
 * The data of one environment of a tenant. Its text stands in the {@code tenant_id} of all data, so that environments are kept apart by what
 * keeps tenants apart.
 *
 * @param owner id of the tenant
 */
public record Space(String owner, Environment environment) {
    /** Where calls are counted that are made for no tenant. Holds no data: nobody's id has this form. */
    public static final String INSTALLATION = "installation";

    private static final String TEST_SUFFIX = ".t";

    /** The live data of the tenant. */
    public static Space live(String owner) {
        return new Space(owner, Environment.LIVE);
    }

    /** The space with this text. */
    public static Space of(String text) {
        return text.endsWith(TEST_SUFFIX)
                ? new Space(text.substring(0, text.length() - TEST_SUFFIX.length()), Environment.TEST)
                : live(text);
    }

    /** As it stands in {@code tenant_id}. */
    public String text() {
        return switch (environment) {
            case LIVE -> owner;
            case TEST -> owner + TEST_SUFFIX;
        };
    }
}
