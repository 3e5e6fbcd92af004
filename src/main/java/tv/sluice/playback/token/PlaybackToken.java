package tv.sluice.playback.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The permission to play one signed playback id until a moment: the claims of a JWT (RFC 7519), which a customer signs offline with a
 * signing key or asks Sluice to make.
 *
 * @param playbackId claim {@code sub}
 * @param expiresAt claim {@code exp}, whole seconds
 * @param notBefore claim {@code nbf}, if there is one
 * @param viewId claim {@code jti}: names the viewing, if there is one
 */
public record PlaybackToken(
        String playbackId,
        Instant expiresAt,
        @Nullable Instant notBefore,
        @Nullable String viewId) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The compact form (RFC 7515) that stands in a URL's path. */
    public String sign(String keyId, PrivateKey key) {
        TokenAlgorithm algorithm = TokenAlgorithm.RS256;
        String signed = Base64Url.encode(header(keyId, algorithm)) + '.' + Base64Url.encode(claims());
        try {
            Signature signature = Signature.getInstance(algorithm.jcaName());
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + Base64Url.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a private key for " + algorithm, e);
        }
    }

    /** What keeps the token from being valid now; null if nothing does. Clocks may differ by {@link UnverifiedToken#LEEWAY}. */
    public @Nullable TokenFault untimely(Instant now) {
        if (!now.isBefore(expiresAt.plus(UnverifiedToken.LEEWAY))) {
            return TokenFault.EXPIRED;
        }
        boolean early = notBefore != null && now.plus(UnverifiedToken.LEEWAY).isBefore(notBefore);
        return early ? TokenFault.NOT_YET_VALID : null;
    }

    private static byte[] header(String keyId, TokenAlgorithm algorithm) {
        return object(json -> {
            json.writeStringField("alg", algorithm.name());
            json.writeStringField("typ", "JWT");
            json.writeStringField("kid", keyId);
        });
    }

    private byte[] claims() {
        return object(json -> {
            json.writeStringField("sub", playbackId);
            json.writeNumberField("exp", expiresAt.getEpochSecond());
            if (notBefore != null) {
                json.writeNumberField("nbf", notBefore.getEpochSecond());
            }
            if (viewId != null) {
                json.writeStringField("jti", viewId);
            }
        });
    }

    private static byte[] object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
