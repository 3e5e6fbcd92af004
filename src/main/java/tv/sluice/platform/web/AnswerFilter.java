package tv.sluice.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a resource's answer on its way out, whichever resource it is: cursors are signed, references expanded, unwanted fields
 * left out, and what the client has already is not sent again.
 */
@Provider
public final class AnswerFilter implements ResteasyReactiveContainerResponseFilter {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final RoutingContext routing;
    private final ObjectMapper json;
    private final CursorSeal cursors;
    private final Expansion expansion;
    private final ProblemWriter problems;
    private final RecentAnswers answers;
    private final AnswerSize size;

    AnswerFilter(
            RoutingContext routing,
            ObjectMapper json,
            CursorSeal cursors,
            Expansion expansion,
            ProblemWriter problems,
            RecentAnswers answers,
            AnswerSize size) {
        this.routing = routing;
        this.json = json;
        this.cursors = cursors;
        this.expansion = expansion;
        this.problems = problems;
        this.answers = answers;
        this.size = size;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        Operation operation = Operation.of(routing);
        Object answer = response.getEntity();
        if (operation == null || response.getStatus() != OK || answer == null) {
            return;
        }
        if (operation.shape().page()) {
            PageCursor.of(answer).replace(answer, next -> cursors.seal(next, CursorSeal.purpose(operation, routing)));
        }
        Selection selection = Selection.of(routing);
        if (selection == null) {
            send(operation, response, answer);
            return;
        }
        ObjectNode tree = json.valueToTree(answer);
        if (selection.expansions().isEmpty()) {
            selection.reduce(tree, operation.shape());
            send(operation, response, tree);
            return;
        }
        request.suspend();
        expand(operation, selection, tree)
                .subscribe()
                .with(
                        done -> {
                            send(operation, response, tree);
                            request.resume();
                        },
                        failure -> {
                            refuse(response, failure);
                            request.resume();
                        });
    }

    private Uni<Void> expand(Operation operation, Selection selection, ObjectNode tree) {
        return expansion
                .expand(routing, operation.shape(), selection.expansions(), tree)
                .invoke(() -> selection.reduce(tree, operation.shape()));
    }

    private void send(Operation operation, ContainerResponseContext response, Object answer) {
        byte[] body = bytes(answer);
        if (size.exceededBy(body)) {
            refuse(response, size.refusal(body));
            return;
        }
        if (!operation.shape().tagged()) {
            write(response, body, MediaType.APPLICATION_JSON_TYPE);
            return;
        }
        String tag = Representation.tag(response.getHeaderString(HttpHeaders.ETAG), body);
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        answers.keep(routing, operation, body, tag);
        if (operation.reads() && Representation.isKnown(tag, routing.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(NOT_MODIFIED);
            response.setEntity(null);
        } else {
            write(response, body, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private void refuse(ContainerResponseContext response, Throwable failure) {
        Problem problem = Problem.of(Failures.asProblem(failure, routing), RequestId.of(routing));
        response.setStatus(problem.status());
        response.getHeaders().remove(HttpHeaders.ETAG);
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        write(response, problems.bytes(problem), MediaType.valueOf(Problem.MEDIA_TYPE));
    }

    private static void write(ContainerResponseContext response, byte[] body, MediaType type) {
        response.setEntity(body, new Annotation[0], type);
    }

    private byte[] bytes(@Nullable Object answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON", e);
        }
    }
}
