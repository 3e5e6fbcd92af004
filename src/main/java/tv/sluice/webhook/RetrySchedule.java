package tv.sluice.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery is tried again: each pause is a random part of a bound that grows with every attempt ("full jitter": Brooker,
 * "Exponential Backoff And Jitter"), so that deliveries that failed together do not come back together.
 *
 * @param bounds of the pauses; the last one stays
 * @param longestWish the longest that an endpoint can ask to be left alone
 * @param random from 0 to 1
 */
record RetrySchedule(List<Duration> bounds, Duration longestWish, DoubleSupplier random) {
    private static final Duration AT_LEAST = Duration.ofSeconds(1);

    RetrySchedule {
        bounds = List.copyOf(bounds);
        if (bounds.isEmpty()) {
            throw new IllegalArgumentException("There must be a pause after the first attempt");
        }
    }

    /**
     * The instant of the next attempt. The last one is when the delivery's time is over.
     *
     * @param attempt the one that failed, counted from 1
     * @param wish how long the endpoint asked to be left alone, or null
     * @return empty if it is not tried again
     */
    Optional<Instant> next(int attempt, @Nullable Duration wish, Instant now, Instant giveUpAt) {
        if (!now.isBefore(giveUpAt)) {
            return Optional.empty();
        }
        Duration pause = pause(attempt);
        if (wish != null) {
            pause = longer(pause, bounded(wish));
        }
        Instant next = now.plus(pause);
        return Optional.of(next.isBefore(giveUpAt) ? next : giveUpAt);
    }

    /** A wish of an endpoint, as far as it is granted. */
    Duration bounded(Duration wish) {
        return wish.compareTo(longestWish) < 0 ? wish : longestWish;
    }

    private Duration pause(int attempt) {
        Duration bound = bounds.get(Math.clamp(attempt - 1L, 0, bounds.size() - 1));
        Duration least = bound.compareTo(AT_LEAST) < 0 ? bound : AT_LEAST;
        return longer(least, Duration.ofMillis((long) (bound.toMillis() * random.getAsDouble())));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
