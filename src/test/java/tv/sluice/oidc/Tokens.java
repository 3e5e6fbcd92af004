package tv.sluice.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.Key;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Keys and signed tokens, good ones and bad ones. */
public final class Tokens {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Tokens() {}

    /** A new key pair for an algorithm, named. */
    public static PublicJsonWebKey newKey(String algorithm) {
        try {
            PublicJsonWebKey key = switch (algorithm) {
                case "RS256", "PS256" -> RsaJwkGenerator.generateJwk(2048);
                case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
                case "EdDSA" -> OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
                default -> throw new IllegalArgumentException(algorithm);
            };
            key.setKeyId(UUID.randomUUID().toString());
            key.setAlgorithm(algorithm);
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a good access token, for changing. */
    public static Map<String, Object> claims(String issuer, String audience, User user, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>(user.claims());
        claims.put("iss", issuer);
        claims.put("aud", List.of(audience));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + 300);
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }

    /** A token signed with a key of the provider. */
    public static String sign(PublicJsonWebKey key, Map<String, Object> claims) {
        return sign(Map.of("kid", key.getKeyId(), "typ", "at+jwt"), key.getAlgorithm(), key.getPrivateKey(), claims);
    }

    /** A token with any header and any algorithm. */
    public static String sign(Map<String, Object> header, String algorithm, Key key, Map<String, Object> claims) {
        JsonWebSignature signed = new JsonWebSignature();
        signed.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signed.setAlgorithmHeaderValue(algorithm);
        header.forEach(signed::setHeader);
        signed.setKey(key);
        signed.setDoKeyValidation(false);
        signed.setPayload(json(claims));
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JSON Web Key Set with the public parts. */
    public static String keySet(List<PublicJsonWebKey> keys) {
        return json(Map.of(
                "keys",
                keys.stream()
                        .map(key -> key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                        .toList()));
    }

    /** A member of a JSON object. */
    static String member(String json, String name) {
        try {
            return JSON.readTree(json).path(name).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
