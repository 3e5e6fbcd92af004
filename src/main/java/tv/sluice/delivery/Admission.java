package tv.sluice.delivery;

import org.jspecify.annotations.Nullable;
import tv.sluice.playback.token.PlaybackPointer;

/** Whether a request may have what it asks for. */
sealed interface Admission {
    /**
     * It may.
     *
     * @param viewing what it was shown; null if the playback id is public
     */
    record Admitted(PlaybackPointer pointer, @Nullable Viewing viewing) implements Admission {}

    /** There is no such public playback id. */
    record Unknown() implements Admission {}

    /** It may not, for a reason that it is not told. */
    record Refused() implements Admission {}

    /** Nothing of its tenant may be played now. */
    record Stopped() implements Admission {}

    /** As many watch videos of the tenant as may at the same time. */
    record Full() implements Admission {}
}
