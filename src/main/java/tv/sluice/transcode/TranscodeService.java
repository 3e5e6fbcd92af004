package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.tenant.TestEnvironment;
import tv.sluice.video.Video;
import tv.sluice.video.VideoDraft;
import tv.sluice.video.VideoListener;

/** What can be done to transcode jobs. Each method joins the caller's transaction. */
@ApplicationScoped
public class TranscodeService implements VideoListener {
    private static final Logger LOG = Logger.getLogger(TranscodeService.class);

    static final String ID_PREFIX = "job";

    private final JobRepository jobs;
    private final TaskRepository tasks;
    private final JobJournal journal;
    private final TestEnvironment test;

    TranscodeService(JobRepository jobs, TaskRepository tasks, JobJournal journal, TestEnvironment test) {
        this.jobs = jobs;
        this.test = test;
        this.tasks = tasks;
        this.journal = journal;
    }

    /**
     * Starts the transcoding of a video whose source lies in storage. The work begins when the transaction is committed, at once or, if
     * Kafka is away, as soon as it is back.
     *
     * @param requestId of the request that caused it; goes with every message and log line of the job
     * @param traceParent W3C traceparent of that request, if it is known; goes with every message
     */
    public Uni<Void> start(
            Transaction tx,
            String tenantId,
            String videoId,
            String sourceKey,
            String requestId,
            @Nullable String traceParent) {
        Instant now = Instant.now();
        TranscodeJob job =
                new TranscodeJob(Ids.next(ID_PREFIX), tenantId, videoId, sourceKey, requestId, traceParent, now);
        TranscodeTask first = new TranscodeTask(
                Ids.next("tsk"), job, Planner.first(test.videoDuration(tenantId).orElse(null)), now);
        return jobs.add(tx, job)
                .chain(() -> tasks.addAll(tx, List.of(first)))
                .invoke(() -> journal.created(tx, job))
                .invoke(() -> LOG.infof("Job %s: started for video %s from %s", job.id(), videoId, sourceKey));
    }

    Uni<Page<TranscodeJob>> list(Transaction tx, String tenantId, JobFilter filter, PageRequest page) {
        return jobs.page(tx, tenantId, filter, page).map(rows -> Page.of(rows, page, TranscodeJob::id));
    }

    /** The job; 404 if this tenant has none of that id. */
    Uni<TranscodeJob> get(Transaction tx, String tenantId, String jobId) {
        return jobs.find(tx, tenantId, jobId).onItem().ifNull().failWith(() -> ProblemException.notFound("job", jobId));
    }

    /** The tasks of a job in their order. */
    Uni<List<TaskSnapshot>> tasks(Transaction tx, TranscodeJob job) {
        return tasks.snapshots(tx, job.tenantId(), job.id());
    }

    @Override
    public Uni<Void> created(Transaction tx, Video video, VideoDraft draft) {
        return Uni.createFrom().voidItem();
    }

    /** What is under way is not stopped: its source goes away, and what it still reports and makes is thrown away. */
    @Override
    public Uni<Void> deleted(Transaction tx, Video video) {
        return tasks.deleteOfVideo(tx, video.tenantId(), video.id())
                .chain(() -> jobs.deleteOfVideo(tx, video.tenantId(), video.id()));
    }
}
