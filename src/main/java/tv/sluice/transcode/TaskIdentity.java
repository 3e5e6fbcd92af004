package tv.sluice.transcode;

/**
 * Which attempt of which task a message is about, and on whose behalf.
 *
 * @param requestId of the API request that began it all; appears in every log line about the task
 * @param attempt from 1
 */
record TaskIdentity(String requestId, String tenantId, String videoId, String jobId, String taskId, int attempt) {
    /** The storage folder under which every run of this attempt makes a folder of its own. */
    String outputPrefix() {
        return jobFolder() + "/" + taskId + "-" + attempt;
    }

    /** The storage folder of all output of the job. */
    String jobFolder() {
        return jobFolder(videoId, jobId);
    }

    static String jobFolder(String videoId, String jobId) {
        return "v/" + videoId + "/" + jobId;
    }
}
