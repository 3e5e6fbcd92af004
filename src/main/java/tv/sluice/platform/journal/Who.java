package tv.sluice.platform.journal;

import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param kind as the contract has it, e.g. {@code API_KEY}
 * @param id of the key, the person or the upload; null if there is none
 * @param name for people
 * @param grantId under which somebody of the installation acted for the tenant
 */
public record Who(
        String kind,
        @Nullable String id,
        @Nullable String name,
        @Nullable String grantId) {
    /** The kind of somebody of the installation. */
    public static final String OPERATOR = "OPERATOR";
    /** The kind of whoever has the URL of an upload. */
    public static final String UPLOAD_URL = "UPLOAD_URL";

    /** The platform itself. */
    public static final Who SYSTEM = new Who("SYSTEM", null, null, null);

    private static final int MAX = 255;

    public Who {
        id = shortened(id);
        name = shortened(name);
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= MAX ? text : text.substring(0, text.offsetByCodePoints(0, MAX / 2));
    }
}
