package tv.sluice.member.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What the provider says about itself (OpenID Connect Discovery 1.0, section 3), as far as it is used. */
record ProviderDocument(
        URI keys,
        @Nullable URI userinfo,
        @Nullable URI authorization,
        @Nullable URI token,
        @Nullable URI endSession) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the document of an issuer lies. */
    static URI address(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /** Reads the document; refuses one that is not this issuer's own. */
    static ProviderDocument parse(String text, String issuer) throws ProviderException {
        JsonNode members;
        try {
            members = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ProviderException("The discovery document is not JSON");
        }
        if (!members.path("issuer").asText().equals(issuer)) {
            throw new ProviderException("The discovery document is of the issuer "
                    + members.path("issuer").asText() + ", and sluice.oidc.issuer is " + issuer);
        }
        boolean plain = issuer.startsWith("http:");
        URI keys = endpoint(members, "jwks_uri", plain);
        if (keys == null) {
            throw new ProviderException("The discovery document has no jwks_uri");
        }
        return new ProviderDocument(
                keys,
                endpoint(members, "userinfo_endpoint", plain),
                endpoint(members, "authorization_endpoint", plain),
                endpoint(members, "token_endpoint", plain),
                endpoint(members, "end_session_endpoint", plain));
    }

    /** An absolute URL; without TLS only if the issuer itself has none. */
    private static @Nullable URI endpoint(JsonNode members, String name, boolean plain) throws ProviderException {
        JsonNode value = members.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            URI uri = URI.create(value.asText());
            boolean allowed = "https".equals(uri.getScheme()) || plain && "http".equals(uri.getScheme());
            if (allowed && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notAUrl) {
            // The same complaint.
        }
        throw new ProviderException(
                "The discovery document has a " + name + " that is no https URL: " + value.asText());
    }
}
