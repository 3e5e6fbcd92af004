package tv.sluice.member.oidc;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A signature algorithm (RFC 7518, RFC 8037) that a token may use. Only asymmetric ones: with {@code HS256} whoever knows a public key could
 * sign, with {@code none} everybody.
 */
enum TokenAlgorithm {
    RS256("RS256", "RSA", ""),
    PS256("PS256", "RSA", ""),
    ES256("ES256", "EC", "P-256"),
    EDDSA("EdDSA", "OKP", "Ed25519");

    private final String text;
    private final String keyType;
    private final String curve;

    TokenAlgorithm(String text, String keyType, String curve) {
        this.text = text;
        this.keyType = keyType;
        this.curve = curve;
    }

    String text() {
        return text;
    }

    static Optional<TokenAlgorithm> of(Set<TokenAlgorithm> allowed, String text) {
        return allowed.stream().filter(algorithm -> algorithm.text.equals(text)).findFirst();
    }

    /** The algorithm of this name in the configuration. */
    static TokenAlgorithm named(String text) {
        return of(Set.of(values()), text)
                .orElseThrow(() -> new IllegalArgumentException("sluice.oidc.algorithms: " + text + " is none of "
                        + Arrays.stream(values()).map(TokenAlgorithm::text).toList()));
    }

    /** Whether a key of this type and curve can be meant for this algorithm. */
    boolean takes(String type, String onCurve) {
        return keyType.equals(type) && curve.equals(onCurve);
    }
}
