package tv.sluice.member.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * When a token proves something: RFC 7519 with the advice of RFC 8725, OpenID Connect Core 3.1.3.7 and RFC 9068. Which key and which
 * algorithm count is the provider's published word and the configuration's, never the token's.
 *
 * @param skew how far clocks may differ
 */
record TokenRules(String issuer, String audience, Set<TokenAlgorithm> algorithms, Duration skew) {
    private static final int MAX_LENGTH = 16 * 1024;
    private static final int MAX_SUBJECT = 255;
    private static final double MAX_SECONDS = 253_402_300_799.0; // The end of the year 9999.
    /** Access tokens say that they are (RFC 9068), or nothing much. Others, e.g. for a logout, are no credentials. */
    private static final Set<String> TYPES = Set.of("", "jwt", "at+jwt", "application/jwt", "application/at+jwt");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    TokenRules {
        algorithms = Set.copyOf(algorithms);
    }

    /** Whether the text has the form of a token, so is no API key. */
    static boolean isToken(String credential) {
        int first = credential.indexOf('.');
        return first > 0 && credential.indexOf('.', first + 1) > 0;
    }

    /** What a good token says. */
    Claims check(String token, ProviderKeys keys, Instant now) throws TokenException {
        JsonWebSignature signed = read(token);
        // What a header declares critical (RFC 7515, 4.1.11) is nothing that tokens for calling with need.
        if (!TYPES.contains(text(signed.getHeader("typ")).toLowerCase(Locale.ROOT))
                || signed.getHeaders().getObjectHeaderValue("crit") != null) {
            throw new TokenException(TokenFault.BAD_TYPE);
        }
        TokenAlgorithm algorithm = TokenAlgorithm.of(algorithms, text(signed.getAlgorithmHeaderValue()))
                .orElseThrow(() -> new TokenException(TokenFault.BAD_ALGORITHM));
        ProviderKey key = keys.find(signed.getKeyIdHeaderValue(), algorithm)
                .orElseThrow(() -> new TokenException(TokenFault.UNKNOWN_KEY));
        Claims claims = new Claims(verified(signed, algorithm, key));
        check(claims, now);
        return claims;
    }

    private static JsonWebSignature read(String token) throws TokenException {
        if (token.length() > MAX_LENGTH) {
            throw new TokenException(TokenFault.MALFORMED);
        }
        JsonWebSignature signed = new JsonWebSignature();
        try {
            signed.setCompactSerialization(token);
            return signed;
        } catch (JoseException | RuntimeException malformed) {
            throw new TokenException(TokenFault.MALFORMED);
        }
    }

    private static JsonNode verified(JsonWebSignature signed, TokenAlgorithm algorithm, ProviderKey key)
            throws TokenException {
        signed.setAlgorithmConstraints(
                new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithm.text()));
        signed.setKey(key.key());
        try {
            if (signed.verifySignature()) {
                return JSON.readTree(signed.getPayload());
            }
        } catch (JoseException | RuntimeException unverifiable) {
            // As bad as one that is wrong.
        } catch (JsonProcessingException e) {
            throw new TokenException(TokenFault.BAD_CLAIMS);
        }
        throw new TokenException(TokenFault.BAD_SIGNATURE);
    }

    private void check(Claims claims, Instant now) throws TokenException {
        if (!claims.text("iss").equals(issuer)) {
            throw new TokenException(claims.text("iss").isEmpty() ? TokenFault.BAD_CLAIMS : TokenFault.OTHER_ISSUER);
        }
        if (!claims.texts("aud").contains(audience)) {
            throw new TokenException(claims.texts("aud").isEmpty() ? TokenFault.BAD_CLAIMS : TokenFault.OTHER_AUDIENCE);
        }
        if (claims.text("sub").isBlank() || claims.text("sub").length() > MAX_SUBJECT) {
            throw new TokenException(TokenFault.BAD_CLAIMS);
        }
        if (!now.isBefore(instant(claims, "exp").plus(skew))) {
            throw new TokenException(TokenFault.EXPIRED);
        }
        if (instant(claims, "iat").isAfter(now.plus(skew))
                || claims.has("nbf") && instant(claims, "nbf").isAfter(now.plus(skew))) {
            throw new TokenException(TokenFault.NOT_YET_VALID);
        }
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }

    private static Instant instant(Claims claims, String name) throws TokenException {
        double seconds = claims.number(name);
        if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
            throw new TokenException(TokenFault.BAD_CLAIMS);
        }
        return Instant.ofEpochSecond((long) seconds);
    }
}
