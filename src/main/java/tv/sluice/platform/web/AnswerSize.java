package tv.sluice.platform.web;

import jakarta.enterprise.context.ApplicationScoped;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** How large an answer may be. */
@ApplicationScoped
class AnswerSize {
    private static final ProblemType TOO_LARGE =
            ProblemType.client("answer_too_large", 400, "More was asked for than fits into an answer");

    private final long most;

    AnswerSize(ApiConfig config) {
        this.most = config.maxAnswer().asLongValue();
    }

    boolean exceededBy(byte[] body) {
        return body.length > most;
    }

    ProblemException refusal(byte[] body) {
        return new ProblemException(
                TOO_LARGE,
                "The answer would have " + body.length + " bytes, and " + most
                        + " are the most. Ask for a smaller limit, or for some of the fields only.");
    }
}
