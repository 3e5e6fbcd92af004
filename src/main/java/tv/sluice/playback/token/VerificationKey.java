package tv.sluice.playback.token;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/** A public key made ready to check signatures: parsed once, used often, from any thread. */
public final class VerificationKey {
    private final PublicKeyRecord key;
    private final PublicKey publicKey;

    private VerificationKey(PublicKeyRecord key, PublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** @throws IllegalArgumentException if the record holds no key of its algorithm */
    public static VerificationKey of(PublicKeyRecord key) {
        return new VerificationKey(key, KeyPairs.publicKey(key.publicKey()));
    }

    /** The {@code kid} of tokens signed with it. */
    public String id() {
        return key.keyId();
    }

    TokenAlgorithm algorithm() {
        return key.algorithm();
    }

    /** Whether this key may open the playback ids of a tenant. */
    public boolean speaksFor(String tenantId) {
        String owner = key.tenantId();
        return owner == null || owner.equals(tenantId);
    }

    boolean verifies(byte[] signed, byte[] signature) {
        if (signature.length != key.algorithm().signatureLength()) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(key.algorithm().jcaName());
            verifier.initVerify(publicKey);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException invalid) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerificationKey that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
