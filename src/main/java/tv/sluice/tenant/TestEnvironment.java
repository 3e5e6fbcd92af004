package tv.sluice.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** What is different in the test environments of tenants. */
@ApplicationScoped
public class TestEnvironment {
    private final TestConfig config;

    TestEnvironment(TestConfig config) {
        this.config = config;
    }

    /** After which time a video is deleted; empty in a live environment. */
    public Optional<Duration> videoLifetime(String space) {
        return is(space) ? Optional.of(config.videoLifetime()) : Optional.empty();
    }

    /** How much of a source becomes a video; empty in a live environment, where it is all of it. */
    public Optional<Duration> videoDuration(String space) {
        return is(space) ? Optional.of(config.videoDuration()) : Optional.empty();
    }

    private static boolean is(String space) {
        return Space.of(space).environment() == Environment.TEST;
    }
}
