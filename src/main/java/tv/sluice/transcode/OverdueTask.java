package tv.sluice.transcode;

import org.jspecify.annotations.Nullable;

/**
 * A task of which nothing was heard in time.
 *
 * @param partition of the topic that it was sent to; null if its key decided
 */
record OverdueTask(
        String id,
        String tenantId,
        String videoId,
        String jobId,
        TaskState state,
        @Nullable Integer partition) {}
