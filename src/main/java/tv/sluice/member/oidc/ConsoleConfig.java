package tv.sluice.member.oidc;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the console needs to sign people in: it is a public client, so nothing of this is secret. Empty if there is no provider.
 *
 * @param audience what to ask for, with providers that want to be told
 * @param endSessionEndpoint where to sign out as well, if the provider has such a page
 */
record ConsoleConfig(
        @Nullable String issuer,
        @Nullable String clientId,
        @Nullable String audience,
        @Nullable String scopes,
        @Nullable URI authorizationEndpoint,
        @Nullable URI tokenEndpoint,
        @Nullable URI endSessionEndpoint) {
    static final ConsoleConfig NONE = new ConsoleConfig(null, null, null, null, null, null, null);
}
