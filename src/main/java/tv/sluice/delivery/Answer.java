package tv.sluice.delivery;

import java.util.List;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemType;

/** What a request is answered with, before its conditions and ranges are looked at. */
sealed interface Answer {
    /** A playlist or manifest. */
    record Playlist(Text text, String mediaType, String cacheControl) implements Answer {}

    /**
     * Bytes of an open object, of which the answer owns a reference.
     *
     * @param tag strong entity tag, without quotes
     */
    record Media(OpenObject object, long offset, long length, String mediaType, String cacheControl, String tag)
            implements Answer {
        @Override
        public void release() {
            object.release();
        }
    }

    /** What browsers ask before they fetch across origins. */
    record Preflight() implements Answer {}

    /**
     * A refusal.
     *
     * @param retryAfter seconds after which it may be different, 0 if time will not help
     * @param errors where in the request the fault is
     */
    record Problem(ProblemType type, String detail, int retryAfter, List<FieldError> errors) implements Answer {
        Problem(ProblemType type, String detail) {
            this(type, detail, 0);
        }

        Problem(ProblemType type, String detail, int retryAfter) {
            this(type, detail, retryAfter, List.of());
        }

        static Problem of(FieldError error) {
            return new Problem(ProblemType.INVALID_REQUEST, error.message(), 0, List.of(error));
        }
    }

    /** Gives up what the answer holds, if it is not sent. */
    default void release() {}
}
