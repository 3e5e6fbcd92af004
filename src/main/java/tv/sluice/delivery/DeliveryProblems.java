package tv.sluice.delivery;

import tv.sluice.platform.error.Culprit;
import tv.sluice.platform.error.ProblemType;

/** The problems that only the segment endpoint answers with. */
final class DeliveryProblems {
    static final ProblemType REFUSED = ProblemType.client("playback_refused", 403, "The playback is refused");
    static final ProblemType STOPPED = ProblemType.client("tenant_suspended", 403, "The playback is stopped");
    static final ProblemType FULL =
            new ProblemType("concurrent_viewers_limit", 429, "As many watch as may", Culprit.CAPACITY);
    static final ProblemType NOT_READY = ProblemType.client("not_ready", 404, "The video is not playable yet");
    static final ProblemType URI_TOO_LONG = ProblemType.client("uri_too_long", 414, "The URL is too long");
    static final ProblemType RANGE_NOT_SATISFIABLE =
            ProblemType.client("range_not_satisfiable", 416, "The range lies outside the content");
    static final ProblemType HEADERS_TOO_LARGE =
            ProblemType.client("headers_too_large", 431, "The header fields are too large");
    static final ProblemType TOO_MANY_FAILURES =
            ProblemType.client("too_many_bad_tokens", 429, "Too many bad tokens from this address");
    static final ProblemType VERSION_NOT_SUPPORTED =
            ProblemType.client("http_version_not_supported", 505, "The HTTP version is not supported");
    static final ProblemType OVERLOADED = new ProblemType("overloaded", 503, "Too busy right now", Culprit.CAPACITY);

    private DeliveryProblems() {}
}
