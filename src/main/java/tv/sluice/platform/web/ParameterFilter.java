package tv.sluice.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Checks path, query and header parameters against the contract, and whether the client takes what we answer. */
@Singleton
final class ParameterFilter {
    private static final String JSON = "application/json";
    private static final ProblemType PRECONDITION_REQUIRED =
            ProblemType.client("precondition_required", 428, "The version to change has to be named");

    private final ProblemWriter problems;
    private final CursorSeal cursors;

    ParameterFilter(ProblemWriter problems, CursorSeal cursors) {
        this.problems = problems;
        this.cursors = cursors;
    }

    void register(@Observes Filters filters) {
        filters.register(problems.guarded(this::check), FilterOrder.PARAMETERS);
    }

    private void check(RoutingContext routing) {
        Operation operation = Operation.of(routing);
        if (operation != null) {
            checkPath(operation, routing);
            InvalidRequest.refuse(wrong(operation, routing));
            openCursor(operation, routing);
            checkPrecondition(operation, routing);
            negotiate(operation, routing);
        }
        routing.next();
    }

    /** An id that we cannot have made names nothing. */
    private static void checkPath(Operation operation, RoutingContext routing) {
        for (Parameter parameter : operation.parameters()) {
            if (parameter.place() == Parameter.Place.PATH) {
                String value = Objects.requireNonNullElse(routing.pathParam(parameter.name()), "");
                List<FieldError> errors = parameter.check(value);
                if (!errors.isEmpty()) {
                    throw new ProblemException(
                            ProblemType.NOT_FOUND,
                            "Nothing has the id \"" + Violations.shortened(value) + "\".",
                            errors);
                }
            }
        }
    }

    private static List<FieldError> wrong(Operation operation, RoutingContext routing) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, List<String>> query = QueryString.parse(routing.request().query());
        Set<String> known = operation.names(Parameter.Place.QUERY);
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> errors.add(QueryString.unknown(name, known)));
        for (Parameter parameter : operation.parameters()) {
            switch (parameter.place()) {
                case QUERY -> check(parameter, query.getOrDefault(parameter.name(), List.of()), errors);
                case HEADER -> check(parameter, routing.request().headers().getAll(parameter.name()), errors);
                case PATH -> {}
            }
        }
        if (errors.isEmpty()) {
            Selection.read(operation, routing, errors);
        }
        return errors;
    }

    /** Resources see what they put into the page before. */
    private void openCursor(Operation operation, RoutingContext routing) {
        String cursor = routing.queryParams().get(CursorSeal.PARAMETER);
        if (cursor != null && operation.shape().page()) {
            routing.queryParams()
                    .set(CursorSeal.PARAMETER, cursors.open(cursor, CursorSeal.purpose(operation, routing)));
        }
    }

    private static void checkPrecondition(Operation operation, RoutingContext routing) {
        if (operation.needsIfMatch() && !routing.request().headers().contains(HttpHeaders.IF_MATCH)) {
            throw new ProblemException(
                    PRECONDITION_REQUIRED, "Send If-Match with the ETag of what you mean to change.");
        }
    }

    private static void check(Parameter parameter, List<String> values, List<FieldError> errors) {
        if (values.size() > 1) {
            errors.add(
                    new FieldError(parameter.pointer(), "repeated", "Got " + values.size() + " values, expected one."));
        } else if (!values.isEmpty()) {
            errors.addAll(parameter.check(values.getFirst()));
        } else if (parameter.required()) {
            errors.add(new FieldError(parameter.pointer(), "required", parameter.name() + " is missing."));
        }
    }

    /** Answers are JSON; an operation without an answer suits every client. The header that resources see says just that. */
    private static void negotiate(Operation operation, RoutingContext routing) {
        List<String> accept = routing.request().headers().getAll(HttpHeaders.ACCEPT);
        if (operation.answersJson() && !accept.isEmpty() && !MediaRanges.accept(accept, JSON)) {
            throw new ProblemException(
                    ProblemType.NOT_ACCEPTABLE,
                    "Got Accept: " + Violations.shortened(String.join(", ", accept)) + ", but the answer is " + JSON
                            + '.');
        }
        if (operation.answersJson()) {
            routing.request().headers().set(HttpHeaders.ACCEPT, JSON);
        } else {
            routing.request().headers().remove(HttpHeaders.ACCEPT);
        }
    }
}
