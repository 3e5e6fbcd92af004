package tv.sluice.transcode;

import java.util.List;

/** A transcoder seen lately: what it can run, what it runs, and from which partitions it takes its tasks. */
record WorkerState(String id, int slots, int busy, List<Integer> partitions) {
    WorkerState {
        partitions = List.copyOf(partitions);
    }
}
