package tv.sluice.transcode;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import tv.sluice.platform.event.Topics;

/** The two topics between the dispatcher and the workers. */
@ApplicationScoped
class TranscodeTopics {
    /** Records are {@link TaskMessage}s. */
    static final String TASKS = "transcode-tasks";
    /** Records are {@link TranscodeEvent}s. */
    static final String EVENTS = "transcode-events";

    private final Topics topics;
    private final TranscodeConfig config;

    TranscodeTopics(Topics topics, TranscodeConfig config) {
        this.topics = topics;
        this.config = config;
    }

    /** Creates them if they are missing; blocks for some seconds at most. */
    void ensure() throws IOException, InterruptedException {
        topics.ensure(Map.of(TASKS, config.partitions(), EVENTS, config.partitions()));
    }
}
