package tv.sluice.transcode;

import java.util.Objects;

/**
 * A record of the topic {@code transcode-tasks}: everything a worker needs, so that it asks nobody.
 *
 * @param sourceKey storage key of the source
 * @param outputPrefix the worker appends a dash and random characters and writes only in that folder
 */
record TaskMessage(TaskIdentity task, String sourceKey, String outputPrefix, TaskSpec spec) {
    TaskMessage {
        Objects.requireNonNull(task);
        Objects.requireNonNull(sourceKey);
        Objects.requireNonNull(outputPrefix);
        Objects.requireNonNull(spec);
    }
}
