package tv.sluice.member.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a JSON Web Key Set (RFC 7517) that tokens can be checked with: public keys for signatures, strong enough. A key of which the
 * private part is published is nobody's any more and left out, like all others that do not fit.
 */
record ProviderKeys(List<ProviderKey> keys) {
    private static final Logger LOG = Logger.getLogger(ProviderKeys.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};
    private static final int MAX_KEYS = 100;
    private static final int MIN_RSA_BITS = 2048;
    /** RFC 7518, section 6: what only who signs may know, and symmetric keys. */
    private static final Set<String> PRIVATE_PARTS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    ProviderKeys {
        keys = List.copyOf(keys);
    }

    /** Reads a key set; refuses one without a usable key. */
    static ProviderKeys parse(String json) throws ProviderException {
        List<ProviderKey> found = new ArrayList<>();
        for (JsonNode key : list(json)) {
            read(key).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            throw new ProviderException("The key set has no key that signatures can be checked with");
        }
        return new ProviderKeys(found);
    }

    private static JsonNode list(String json) throws ProviderException {
        try {
            JsonNode list = JSON.readTree(json).path("keys");
            if (!list.isArray() || list.size() > MAX_KEYS) {
                throw new ProviderException("A key set has a list of at most " + MAX_KEYS + " keys");
            }
            return list;
        } catch (JsonProcessingException e) {
            throw new ProviderException("The key set is not JSON");
        }
    }

    private static Optional<ProviderKey> read(JsonNode key) {
        for (String part : PRIVATE_PARTS) {
            if (key.has(part)) {
                LOG.warnf("The identity provider's key set has a secret key, %s, which is ignored", key.path("kid"));
                return Optional.empty();
            }
        }
        if (!key.isObject() || !key.path("use").asText("sig").equals("sig") || !isForVerifying(key.path("key_ops"))) {
            return Optional.empty();
        }
        try {
            PublicJsonWebKey parsed = PublicJsonWebKey.Factory.newPublicJwk(JSON.convertValue(key, MEMBERS));
            boolean weak = parsed.getPublicKey() instanceof RSAPublicKey rsa
                    && rsa.getModulus().bitLength() < MIN_RSA_BITS;
            return weak
                    ? Optional.empty()
                    : Optional.of(new ProviderKey(
                            parsed.getKeyId(),
                            parsed.getAlgorithm(),
                            parsed.getKeyType(),
                            key.path("crv").asText(""),
                            parsed.getPublicKey()));
        } catch (JoseException | IllegalArgumentException | ClassCastException unusable) {
            return Optional.empty();
        }
    }

    private static boolean isForVerifying(JsonNode operations) {
        if (operations.isMissingNode()) {
            return true;
        }
        for (JsonNode operation : operations) {
            if (operation.asText().equals("verify")) {
                return true;
            }
        }
        return false;
    }

    /** The key that a token means: the one of that id, or the only one that fits if the token names none. */
    Optional<ProviderKey> find(@Nullable String id, TokenAlgorithm algorithm) {
        List<ProviderKey> fitting = keys.stream()
                .filter(key -> key.verifies(algorithm) && (id == null || id.equals(key.id())))
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }
}
