package tv.sluice.webhook;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Where an endpoint is and how requests to it are signed: by one secret, or by two during the overlap of a rotation. */
record Target(String url, List<SigningSecret> secrets) {
    Target {
        secrets = List.copyOf(secrets);
    }

    /** The header {@code webhook-signature}. */
    String signatures(String id, Instant at, String body) {
        return secrets.stream().map(secret -> secret.sign(id, at, body)).collect(Collectors.joining(" "));
    }
}
