package tv.sluice.member.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.Test;
import tv.sluice.oidc.Tokens;

class ProviderKeysTest {
    private static final PublicJsonWebKey RSA = Tokens.newKey("RS256");
    private static final PublicJsonWebKey CURVE = Tokens.newKey("ES256");

    private static Map<String, Object> published(PublicJsonWebKey key) {
        return new HashMap<>(key.toParams(OutputControlLevel.PUBLIC_ONLY));
    }

    private static Map<String, Object> with(Map<String, Object> key, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(key);
        changed.put(name, value);
        return changed;
    }

    private static ProviderKeys parse(Object... keys) throws ProviderException {
        return ProviderKeys.parse(Tokens.json(Map.of("keys", List.of(keys))));
    }

    @Test
    void keysAreFoundByNameAndAlgorithm() throws ProviderException {
        ProviderKeys keys = parse(published(RSA), published(CURVE));

        assertThat(keys.find(RSA.getKeyId(), TokenAlgorithm.RS256).orElseThrow().key())
                .isEqualTo(RSA.getPublicKey());
        assertThat(keys.find(RSA.getKeyId(), TokenAlgorithm.ES256)).isEmpty();
        assertThat(keys.find(RSA.getKeyId(), TokenAlgorithm.PS256)).isEmpty();
        assertThat(keys.find(null, TokenAlgorithm.ES256)).isPresent();
        assertThat(keys.find("another", TokenAlgorithm.RS256)).isEmpty();
    }

    @Test
    void aKeyWithoutAnAlgorithmIsGoodForAllOfItsType() throws ProviderException {
        Map<String, Object> any = published(RSA);
        any.remove("alg");

        ProviderKeys keys = parse(any);

        assertThat(keys.find(RSA.getKeyId(), TokenAlgorithm.RS256)).isPresent();
        assertThat(keys.find(RSA.getKeyId(), TokenAlgorithm.PS256)).isPresent();
        assertThat(keys.find(RSA.getKeyId(), TokenAlgorithm.EDDSA)).isEmpty();
    }

    @Test
    void secretsAreNoKeys() throws ProviderException {
        Map<String, Object> whole = RSA.toParams(OutputControlLevel.INCLUDE_PRIVATE);
        Map<String, Object> shared = Map.of("kty", "oct", "k", "c2VjcmV0", "alg", "HS256", "kid", "s");

        ProviderKeys keys = parse(whole, shared, published(CURVE));

        assertThat(keys.keys()).extracting(ProviderKey::id).containsExactly(CURVE.getKeyId());
        assertThatThrownBy(() -> parse(whole, shared)).isInstanceOf(ProviderException.class);
    }

    @Test
    void keysThatAreNotForSignatures() throws Exception {
        PublicJsonWebKey weak = RsaJwkGenerator.generateJwk(1024);
        weak.setKeyId("weak");
        List<Map<String, Object>> unfit = List.of(
                with(published(RSA), "use", "enc"),
                with(published(RSA), "key_ops", List.of("encrypt")),
                published(weak),
                with(published(RSA), "n", "!"),
                Map.of("kty", "new"),
                Map.of());
        for (Map<String, Object> key : unfit) {
            assertThat(parse(key, published(CURVE)).keys()).as("%s", key).hasSize(1);
        }
        assertThat(parse(with(published(RSA), "key_ops", List.of("verify"))).keys())
                .hasSize(1);
    }

    @Test
    void whatIsNoKeySet() {
        List<String> texts = List.of(
                "",
                "{}",
                "[]",
                "nonsense",
                "{\"keys\":7}",
                "{\"keys\":[]}",
                "{\"keys\":[7,null,\"x\",[]]}",
                Tokens.json(Map.of("keys", Collections.nCopies(101, published(CURVE)))));
        for (String text : texts) {
            assertThatThrownBy(() -> ProviderKeys.parse(text)).as(text).isInstanceOf(ProviderException.class);
        }
    }

    @Test
    void twoKeysOfOneNameAreNone() throws ProviderException {
        Map<String, Object> twin = with(published(Tokens.newKey("RS256")), "kid", RSA.getKeyId());

        assertThat(parse(published(RSA), twin).find(RSA.getKeyId(), TokenAlgorithm.RS256))
                .isEmpty();
    }
}
