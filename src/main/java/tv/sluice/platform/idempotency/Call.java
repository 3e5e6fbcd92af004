package tv.sluice.platform.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.web.Actor;
import tv.sluice.platform.web.CheckedBody;

/**
 * A call that may come again: under which key, and what it asks for.
 *
 * @param key the caller's; means something only within a tenant's environment
 * @param fingerprint the same for calls that ask for the same; who asks is a part of it, so that nobody is shown an answer that was
 *     another's
 */
record Call(String tenantId, String environment, String key, Fingerprint fingerprint) {
    /** SHA-256 of all that a call is. */
    record Fingerprint(String hex) {}

    static Call of(RoutingContext routing, Actor actor, String key) {
        @Nullable JsonNode body = CheckedBody.of(routing);
        return new Call(
                actor.tenantId(),
                actor.environment(),
                key,
                fingerprint(
                        actor.kind(),
                        actor.id(),
                        routing.request().method().name(),
                        routing.normalizedPath(),
                        Objects.requireNonNullElse(routing.request().query(), ""),
                        body == null ? "" : body.toString()));
    }

    static Fingerprint fingerprint(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // With its length, so that two different calls cannot read the same.
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
