package tv.sluice.transcode;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.id.Ids;
import tv.sluice.tenant.Space;

/**
 * Which attempt of which task a message is about, and on whose behalf.
 *
 * @param requestId of the API request that began it all; appears in every log line about the task
 * @param tenantId whose data it is: the text of a {@link Space}
 * @param attempt from 1
 * @param traceParent W3C traceparent of that request, if it is known
 */
record TaskIdentity(
        String requestId,
        String tenantId,
        String videoId,
        String jobId,
        String taskId,
        int attempt,
        @Nullable String traceParent) {
    TaskIdentity {
        // The ids become names of folders, so a record that is not ours must not get any further.
        Objects.requireNonNull(requestId);
        if (!Ids.isValid("ten", Space.of(tenantId).owner())
                || !Ids.isValid("vid", videoId)
                || !Ids.isValid("job", jobId)
                || !Ids.isValid("tsk", taskId)
                || attempt < 1) {
            throw new IllegalArgumentException("Not the identity of a task: " + tenantId + ", " + videoId + ", " + jobId
                    + ", " + taskId + ", attempt " + attempt);
        }
    }

    /** The storage folder under which every run of this attempt makes a folder of its own. */
    String outputPrefix() {
        return jobFolder(videoId, jobId) + "/" + taskId + "-" + attempt;
    }

    /** Whether this is a folder that a run of this attempt may have made. */
    boolean owns(String folder) {
        String prefix = outputPrefix() + "-";
        return folder.startsWith(prefix) && folder.indexOf('/', prefix.length()) < 0;
    }

    /** The storage folder of all output of a job. */
    static String jobFolder(String videoId, String jobId) {
        return "v/" + videoId + "/" + jobId;
    }
}
