package tv.sluice.playback.token;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The public part of a signing key as it lies in storage for delivery.
 *
 * @param keyId the {@code kid} of tokens signed with it
 * @param tenantId whose playback ids it opens; null for the server's own key, which opens every tenant's
 * @param publicKey SubjectPublicKeyInfo, PEM
 */
public record PublicKeyRecord(String keyId, @Nullable String tenantId, TokenAlgorithm algorithm, String publicKey) {
    public PublicKeyRecord {
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(publicKey, "publicKey");
    }

    /** Where the record of a key lies in storage. */
    public static String storageKey(String keyId) {
        return "k/" + keyId + ".json";
    }

    public byte[] toJson() {
        return StoredJson.write(this);
    }

    /** @throws IllegalArgumentException if the bytes are not a record, or its algorithm is not known here */
    public static PublicKeyRecord fromJson(byte[] json) {
        return StoredJson.read(json, PublicKeyRecord.class);
    }
}
