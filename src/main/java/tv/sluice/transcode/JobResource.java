package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.JobsApi;
import tv.sluice.api.model.Job;
import tv.sluice.api.model.JobPage;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.tenant.Caller;

/** Transcode jobs over REST. */
@Cancellable(false)
class JobResource implements JobsApi {
    private final TranscodeService transcoding;
    private final Database database;
    private final Caller caller;

    JobResource(TranscodeService transcoding, Database database, Caller caller) {
        this.transcoding = transcoding;
        this.database = database;
        this.caller = caller;
    }

    @Override
    public Uni<RestResponse<JobPage>> listJobs(
            Integer limit,
            @Nullable String cursor,
            @Nullable String videoId,
            tv.sluice.api.model.@Nullable JobState state) {
        String tenant = caller.tenantId();
        PageRequest page = PageRequest.of(limit, cursor, TranscodeService.ID_PREFIX);
        JobFilter filter = new JobFilter(videoId, JobMapper.state(state));
        return database.read(tx -> transcoding.list(tx, tenant, filter, page))
                .map(found -> RestResponse.ok(JobMapper.page(found)));
    }

    @Override
    public Uni<RestResponse<Job>> getJob(String jobId) {
        String tenant = caller.tenantId();
        return database.read(tx -> transcoding
                        .get(tx, tenant, jobId)
                        .chain(job -> transcoding.tasks(tx, job).map(tasks -> JobMapper.job(job, tasks))))
                .map(RestResponse::ok);
    }
}
