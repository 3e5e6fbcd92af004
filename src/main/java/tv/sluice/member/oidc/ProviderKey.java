package tv.sluice.member.oidc;

import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A public key with which the provider signs.
 *
 * @param id null if the provider gives it none
 * @param algorithm the only one it is for; null if the provider does not say
 * @param curve empty for RSA
 */
record ProviderKey(@Nullable String id, @Nullable String algorithm, String type, String curve, PublicKey key) {
    boolean verifies(TokenAlgorithm wanted) {
        return wanted.takes(type, curve) && (algorithm == null || algorithm.equals(wanted.text()));
    }
}
