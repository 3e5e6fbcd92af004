package tv.sluice.transcode;

import java.util.List;
import java.util.Objects;

/**
 * A worker is there.
 *
 * @param slots tasks that it can run at a time
 * @param busy tasks that it runs now
 * @param partitions of the topic {@code transcode-tasks} from which it takes its tasks
 */
record WorkerHeartbeat(String worker, int slots, int busy, List<Integer> partitions) implements TranscodeEvent {
    WorkerHeartbeat {
        Objects.requireNonNull(worker);
        partitions = List.copyOf(partitions);
    }

    @Override
    public String key() {
        return worker;
    }
}
