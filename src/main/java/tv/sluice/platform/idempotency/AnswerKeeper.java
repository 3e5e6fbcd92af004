package tv.sluice.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerResponseFilter;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FailureLog;

/**
 * Keeps what a call with an idempotency key is answered with, before it is answered: an answer that the client has seen is one that it
 * would get again.
 */
@Provider
public final class AnswerKeeper implements ResteasyReactiveContainerResponseFilter {
    private static final Logger LOG = Logger.getLogger(AnswerKeeper.class);

    private final Reservations reservations;
    private final RoutingContext routing;
    private final ObjectMapper json;
    private final FailureLog failures = new FailureLog(LOG, "An answer is not kept for a repetition of its call");

    AnswerKeeper(Reservations reservations, RoutingContext routing, ObjectMapper json) {
        this.reservations = reservations;
        this.routing = routing;
        this.json = json;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        Reservation reservation = Reservation.of(routing);
        if (reservation == null || !reservation.settle()) {
            return;
        }
        request.suspend();
        keep(reservation, response).subscribe().with(done -> request.resume(), failure -> {
            // The call has been carried out; its caller gets the answer all the same.
            failures.report(failure);
            request.resume();
        });
    }

    private Uni<Void> keep(Reservation reservation, ContainerResponseContext response) {
        return StoredAnswer.isFinal(response.getStatus())
                ? reservations.answer(reservation, answer(response))
                : reservations.giveBack(reservation);
    }

    private StoredAnswer answer(ContainerResponseContext response) {
        Map<String, String> headers = new HashMap<>();
        for (String name : StoredAnswer.HEADERS) {
            String value = response.getHeaderString(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        byte @Nullable [] body = bytes(response.getEntity());
        if (body == null) {
            return new StoredAnswer(response.getStatus(), headers, null, true);
        }
        headers.putIfAbsent("Content-Type", "application/json");
        return body.length > reservations.maxAnswer()
                ? new StoredAnswer(response.getStatus(), Map.of(), null, false)
                : new StoredAnswer(response.getStatus(), headers, new String(body, StandardCharsets.UTF_8), true);
    }

    private byte @Nullable [] bytes(@Nullable Object entity) {
        if (entity == null || entity instanceof byte[]) {
            return (byte[]) entity;
        }
        try {
            return json.writeValueAsBytes(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON", e);
        }
    }
}
