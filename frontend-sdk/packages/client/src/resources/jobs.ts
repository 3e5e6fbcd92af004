import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import { type GetJobRequest, JobsApi, type ListJobsRequest } from "../generated/apis/JobsApi.js";
import type { Job } from "../generated/models/Job.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** What the transcoder does for videos. */
export class Jobs {
  readonly #api: JobsApi;

  constructor(transport: Transport) {
    this.#api = new JobsApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListJobsRequest>>(options?: Exact<O, ListJobsRequest>): Pages<Chosen<Job, O>> {
    return pages<Job, O>(options, (request, init) => this.#api.listJobsRaw(request, init));
  }

  /** A job with its tasks. */
  get<O extends Options<GetJobRequest>>(jobId: string, options?: Exact<O, GetJobRequest>): Call<Chosen<Job, O>> {
    return call<Job, O>(options, (request, init) => this.#api.getJobRaw({ ...request, jobId }, init));
  }
}
