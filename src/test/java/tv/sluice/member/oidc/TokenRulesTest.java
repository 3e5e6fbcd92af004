package tv.sluice.member.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.oidc.Tokens;
import tv.sluice.oidc.User;

class TokenRulesTest {
    private static final String ISSUER = "https://id.example.com/realms/video";
    private static final String AUDIENCE = "sluice-api";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final PublicJsonWebKey RSA = Tokens.newKey("RS256");
    private static final PublicJsonWebKey OTHER_RSA = Tokens.newKey("RS256");
    private static final TokenRules RULES = new TokenRules(ISSUER, AUDIENCE, Set.of(TokenAlgorithm.values()), SKEW);
    private static final User ADA = User.of("ada", "ada@example.com");

    private static ProviderKeys keys(PublicJsonWebKey... keys) {
        try {
            return ProviderKeys.parse(Tokens.keySet(List.of(keys)));
        } catch (ProviderException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> claims() {
        return Tokens.claims(ISSUER, AUDIENCE, ADA, NOW);
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> claims = claims();
        claims.put(name, value);
        return claims;
    }

    private static Map<String, Object> without(String name) {
        Map<String, Object> claims = claims();
        claims.remove(name);
        return claims;
    }

    private static TokenFault faultOf(String token, ProviderKeys keys) {
        TokenException failure = catchThrowableOfType(TokenException.class, () -> RULES.check(token, keys, NOW));
        assertThat(failure).as("the token is refused").isNotNull();
        assertThat(failure).hasMessageStartingWith("The token ");
        return failure.fault();
    }

    private static TokenFault faultOf(Map<String, Object> claims) {
        return faultOf(Tokens.sign(RSA, claims), keys(RSA));
    }

    private static String header(Map<String, Object> header) {
        return base64(Tokens.json(header));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
    void aGoodTokenOfEachAlgorithm(String algorithm) throws TokenException {
        PublicJsonWebKey key = Tokens.newKey(algorithm);

        Claims claims = RULES.check(Tokens.sign(key, claims()), keys(RSA, key), NOW);

        assertThat(claims.text("sub")).isEqualTo("ada");
        assertThat(claims.expiry()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void anAlgorithmThatTheConfigurationDoesNotName() {
        TokenRules strict = new TokenRules(ISSUER, AUDIENCE, Set.of(TokenAlgorithm.ES256), SKEW);

        TokenException failure = catchThrowableOfType(
                TokenException.class, () -> strict.check(Tokens.sign(RSA, claims()), keys(RSA), NOW));

        assertThat(failure.fault()).isEqualTo(TokenFault.BAD_ALGORITHM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "", "HS256", "HS512", "RS384", "RS1", "rs256", "ES256K"})
    void algorithmsThatAreNeverAccepted(String algorithm) {
        String signed = header(Map.of("alg", algorithm, "kid", RSA.getKeyId())) + '.' + base64(Tokens.json(claims()));

        assertThat(faultOf(signed + ".c2ln", keys(RSA))).isEqualTo(TokenFault.BAD_ALGORITHM);
        assertThat(faultOf(signed + '.', keys(RSA))).isIn(TokenFault.BAD_ALGORITHM, TokenFault.MALFORMED);
    }

    @Test
    void thePublicKeyAsASharedSecret() {
        for (byte[] secret : List.of(
                RSA.getPublicKey().getEncoded(),
                ("-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(RSA.getPublicKey().getEncoded())
                                + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII))) {
            String token = Tokens.sign(Map.of("kid", RSA.getKeyId()), "HS256", new HmacKey(secret), claims());

            assertThat(faultOf(token, keys(RSA))).isEqualTo(TokenFault.BAD_ALGORITHM);
        }
    }

    @Test
    void aKeyThatTheTokenBringsAlong() {
        Map<String, Object> own = OTHER_RSA.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY);

        String unnamed = Tokens.sign(Map.of("jwk", own), "RS256", OTHER_RSA.getPrivateKey(), claims());
        String named = Tokens.sign(
                Map.of("jwk", own, "kid", RSA.getKeyId(), "jku", "https://evil.example/keys"),
                "RS256",
                OTHER_RSA.getPrivateKey(),
                claims());

        assertThat(faultOf(unnamed, keys(RSA))).isEqualTo(TokenFault.BAD_SIGNATURE);
        assertThat(faultOf(named, keys(RSA))).isEqualTo(TokenFault.BAD_SIGNATURE);
    }

    @Test
    void aKeyThatNobodyKnows() {
        assertThat(faultOf(Tokens.sign(OTHER_RSA, claims()), keys(RSA))).isEqualTo(TokenFault.UNKNOWN_KEY);
    }

    @Test
    void theRightNameWithTheWrongKey() {
        String token = Tokens.sign(Map.of("kid", RSA.getKeyId()), "RS256", OTHER_RSA.getPrivateKey(), claims());

        assertThat(faultOf(token, keys(RSA))).isEqualTo(TokenFault.BAD_SIGNATURE);
    }

    @Test
    void aKeyForAnotherAlgorithm() {
        String token = Tokens.sign(Map.of("kid", RSA.getKeyId()), "PS256", RSA.getPrivateKey(), claims());

        assertThat(faultOf(token, keys(RSA))).as("the key is for RS256").isEqualTo(TokenFault.UNKNOWN_KEY);
    }

    @Test
    void withoutANameTheOnlyKeyThatFits() throws TokenException {
        String token = Tokens.sign(Map.of(), "RS256", RSA.getPrivateKey(), claims());

        assertThat(RULES.check(token, keys(RSA, Tokens.newKey("ES256")), NOW).text("sub"))
                .isEqualTo("ada");
        assertThat(faultOf(token, keys(RSA, OTHER_RSA))).isEqualTo(TokenFault.UNKNOWN_KEY);
    }

    @Test
    void otherKindsOfTokens() {
        for (String type : List.of("logout+jwt", "dpop+jwt", "secevent+jwt", "JOSE")) {
            String token =
                    Tokens.sign(Map.of("kid", RSA.getKeyId(), "typ", type), "RS256", RSA.getPrivateKey(), claims());
            assertThat(faultOf(token, keys(RSA))).as(type).isEqualTo(TokenFault.BAD_TYPE);
        }
    }

    @Test
    void headersThatMustBeUnderstood() {
        String token = Tokens.sign(
                Map.of("kid", RSA.getKeyId(), "crit", List.of("b64"), "b64", true),
                "RS256",
                RSA.getPrivateKey(),
                claims());

        assertThat(faultOf(token, keys(RSA))).isEqualTo(TokenFault.BAD_TYPE);
    }

    @Test
    void whatIsNoSignedToken() {
        String good = Tokens.sign(RSA, claims());
        for (String text : List.of(
                "", ".", "..", "...", "a.b", "a.b.c", good + ".x", "." + good, good.replace('.', '-'), "é.é.é")) {
            assertThat(faultOf(text, keys(RSA))).as(text).isEqualTo(TokenFault.MALFORMED);
        }
    }

    @Test
    void aChangedToken() {
        String[] parts = Tokens.sign(RSA, claims()).split("\\.");
        String other = base64(Tokens.json(with("sub", "grace")));

        assertThat(faultOf(parts[0] + '.' + other + '.' + parts[2], keys(RSA))).isEqualTo(TokenFault.BAD_SIGNATURE);
        assertThat(faultOf(parts[0] + '.' + parts[1] + ".c2ln", keys(RSA))).isEqualTo(TokenFault.BAD_SIGNATURE);
        assertThat(faultOf(parts[0] + '.' + parts[1] + '.', keys(RSA)))
                .isIn(TokenFault.BAD_SIGNATURE, TokenFault.MALFORMED);
    }

    @Test
    void anOversizedToken() {
        assertThat(faultOf(with("groups", "x".repeat(16_000)))).isEqualTo(TokenFault.MALFORMED);
    }

    @Test
    void anotherIssuer() {
        for (String issuer :
                List.of(ISSUER + "/", ISSUER.toUpperCase(java.util.Locale.ROOT), "https://id.example.com")) {
            assertThat(faultOf(with("iss", issuer))).as(issuer).isEqualTo(TokenFault.OTHER_ISSUER);
        }
        assertThat(faultOf(without("iss"))).isEqualTo(TokenFault.BAD_CLAIMS);
        assertThat(faultOf(with("iss", List.of(ISSUER)))).isEqualTo(TokenFault.BAD_CLAIMS);
    }

    @Test
    void anotherAudience() throws TokenException {
        assertThat(faultOf(with("aud", "another"))).isEqualTo(TokenFault.OTHER_AUDIENCE);
        assertThat(faultOf(with("aud", List.of("another", "sluice-api-2")))).isEqualTo(TokenFault.OTHER_AUDIENCE);
        assertThat(faultOf(without("aud"))).isEqualTo(TokenFault.BAD_CLAIMS);
        assertThat(faultOf(with("aud", 7))).isEqualTo(TokenFault.BAD_CLAIMS);
        for (Object audience : List.of(AUDIENCE, List.of("another", AUDIENCE))) {
            RULES.check(Tokens.sign(RSA, with("aud", audience)), keys(RSA), NOW);
        }
    }

    @Test
    void nobody() {
        assertThat(faultOf(without("sub"))).isEqualTo(TokenFault.BAD_CLAIMS);
        assertThat(faultOf(with("sub", " "))).isEqualTo(TokenFault.BAD_CLAIMS);
        assertThat(faultOf(with("sub", 7))).isEqualTo(TokenFault.BAD_CLAIMS);
        assertThat(faultOf(with("sub", "x".repeat(256)))).isEqualTo(TokenFault.BAD_CLAIMS);
    }

    @Test
    void time() throws TokenException {
        long now = NOW.getEpochSecond();
        assertThat(faultOf(with("exp", now - 60))).isEqualTo(TokenFault.EXPIRED);
        assertThat(faultOf(with("nbf", now + 61))).isEqualTo(TokenFault.NOT_YET_VALID);
        assertThat(faultOf(with("iat", now + 61))).isEqualTo(TokenFault.NOT_YET_VALID);
        for (Map<String, Object> withinSkew :
                List.of(with("exp", now - 59), with("nbf", now + 60), with("iat", now + 60), with("exp", now + 0.5))) {
            RULES.check(Tokens.sign(RSA, withinSkew), keys(RSA), NOW);
        }
    }

    @Test
    void timesThatAreNone() {
        for (String name : List.of("exp", "iat")) {
            assertThat(faultOf(without(name))).as(name).isEqualTo(TokenFault.BAD_CLAIMS);
        }
        for (String name : List.of("exp", "iat", "nbf")) {
            for (Object value : List.of("1772366400", -1, 1e300, List.of(), true)) {
                assertThat(faultOf(with(name, value))).as("%s %s", name, value).isEqualTo(TokenFault.BAD_CLAIMS);
            }
        }
    }

    @Test
    void claimsThatAreNoObjectOrSayAThingTwice() {
        String twice = "{\"sub\":\"ada\",\"sub\":\"grace\"}";
        for (String payload : List.of("[]", "7", "nonsense", twice, "{} {}", "")) {
            org.jose4j.jws.JsonWebSignature signed = new org.jose4j.jws.JsonWebSignature();
            signed.setAlgorithmHeaderValue("RS256");
            signed.setKeyIdHeaderValue(RSA.getKeyId());
            signed.setKey(RSA.getPrivateKey());
            signed.setPayload(payload);
            String token;
            try {
                token = signed.getCompactSerialization();
            } catch (org.jose4j.lang.JoseException e) {
                throw new AssertionError(e);
            }
            assertThat(faultOf(token, keys(RSA))).as(payload).isIn(TokenFault.BAD_CLAIMS, TokenFault.MALFORMED);
        }
    }

    @Test
    void whatLooksLikeAToken() {
        assertThat(TokenRules.isToken(Tokens.sign(RSA, claims()))).isTrue();
        assertThat(TokenRules.isToken("slk_" + "x".repeat(43))).isFalse();
        assertThat(TokenRules.isToken("a.b")).isFalse();
    }
}
