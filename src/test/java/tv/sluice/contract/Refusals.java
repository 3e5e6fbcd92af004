package tv.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends requests that must be refused, and collects what is wrong with the answers. */
final class Refusals {
    static final String ANY_POINTER = "*";

    private static final int MOST_SHOWN = 300;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> INSIDES = List.of(
            "Exception",
            "\tat ",
            "io.quarkus",
            "io.vertx",
            "io.netty",
            "java.",
            "com.fasterxml",
            "tv.sluice",
            "Feature",
            "`");

    private final Contract contract;
    private final Contract.Operation operation;
    private final List<String> wrong = new ArrayList<>();
    private int sent;

    Refusals(Contract contract, Contract.Operation operation) {
        this.contract = contract;
        this.operation = operation;
    }

    void refused(String what, Wire request, int status) {
        refused(what, request, Set.of(status), null);
    }

    /**
     * Sends it and looks at the answer.
     *
     * @param pointer that one of the answer's errors must have, {@link #ANY_POINTER} if it does not matter which; null if it need
     *     not have errors
     */
    Wire.@Nullable Answer refused(String what, Wire request, Set<Integer> statuses, @Nullable String pointer) {
        sent++;
        try {
            Wire.Answer answer = request.send();
            String why = fault(request, answer, statuses, pointer);
            if (why != null) {
                add(what, why + ": " + answer.status() + " " + shortened(answer.text()));
            }
            return answer;
        } catch (UncheckedIOException e) {
            add(what, "no answer: " + e.getCause());
            return null;
        }
    }

    /** The answer must have this header with all of the words, too. */
    void refused(String what, Wire request, int status, String header, List<String> words) {
        Wire.Answer answer = refused(what, request, Set.of(status), null);
        String value = answer == null ? "" : answer.header(header);
        if (!words.stream().allMatch(value::contains)) {
            add(what, header + ": \"" + value + "\" does not name " + words);
        }
    }

    /** Sends what is not even HTTP, so that it is refused before anything is known of it. */
    void refusedUnread(String what, Wire request) {
        sent++;
        Wire.Answer answer = request.send();
        if (answer.status() != 400 || INSIDES.stream().anyMatch(answer.text()::contains)) {
            add(what, "expected a bare 400: " + answer.status() + " " + shortened(answer.text()));
        }
    }

    private void add(String what, String why) {
        wrong.add(operation.id() + ", " + shortened(what) + ": " + why);
    }

    private @Nullable String fault(Wire request, Wire.Answer answer, Set<Integer> statuses, @Nullable String pointer) {
        if (INSIDES.stream().anyMatch(answer.text()::contains)) {
            return "tells of its insides";
        }
        if (!statuses.contains(answer.status())) {
            return "expected " + statuses;
        }
        if (request.method().equals("HEAD")) {
            return answer.body().length == 0 ? null : "HEAD with a body";
        }
        if (!answer.header("Content-Type").equals("application/problem+json")) {
            return "Content-Type " + answer.header("Content-Type");
        }
        try {
            contract.judge(operation, answer.status(), answer.headers(), answer.body());
            return fault(answer, JSON.readTree(answer.body()), pointer);
        } catch (AssertionError violated) {
            return "not as in the contract: " + violated.getMessage();
        } catch (IOException e) {
            return "not JSON";
        }
    }

    private static @Nullable String fault(Wire.Answer answer, JsonNode problem, @Nullable String pointer) {
        if (problem.get("code").asText().isBlank() || problem.get("status").asInt() != answer.status()) {
            return "no code, or another status";
        }
        if (!problem.get("requestId").asText().equals(answer.header("X-Request-Id"))) {
            return "the request id is not the header's";
        }
        JsonNode errors = problem.path("errors");
        if (ANY_POINTER.equals(pointer)) {
            return errors.isEmpty() ? "no error points anywhere" : null;
        }
        return pointer == null || errors.findValuesAsText("pointer").stream().anyMatch(pointer::equals)
                ? null
                : "no error points at \"" + pointer + "\"";
    }

    private static String shortened(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }

    void assertNothingWrong() {
        assertThat(sent).as("requests sent").isPositive();
        assertThat(wrong)
                .as("%d of %d requests were not refused as they should be", wrong.size(), sent)
                .withFailMessage(() -> wrong.size() + " of " + sent + " requests were not refused as they should be:\n"
                        + String.join("\n", wrong))
                .isEmpty();
    }
}
