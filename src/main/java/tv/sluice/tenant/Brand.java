package tv.sluice.tenant;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How white-label pages and players of a tenant look: data that nothing here looks into. */
public record Brand(
        @Nullable String displayName,
        @Nullable String primaryColor,
        @Nullable String backgroundColor,
        @Nullable String textColor,
        @Nullable String logoUrl,
        @Nullable String supportUrl,
        @Nullable Map<String, String> texts) {
    public static final Brand NONE = new Brand(null, null, null, null, null, null, null);
}
