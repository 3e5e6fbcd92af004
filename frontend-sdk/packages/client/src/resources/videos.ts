import { type Call, type Chosen, call, type Options } from "../call.js";
import {
  type ChangeVideosRequest,
  type DeleteVideoRequest,
  type GetVideoRequest,
  type ListVideosRequest,
  type UpdateVideoRequest,
  VideosApi,
} from "../generated/apis/VideosApi.js";
import type { Video } from "../generated/models/Video.js";
import type { VideoBulk } from "../generated/models/VideoBulk.js";
import type { VideoBulkResult } from "../generated/models/VideoBulkResult.js";
import type { VideoPatch } from "../generated/models/VideoPatch.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** The catalogue. A video comes into being with its upload. */
export class Videos {
  readonly #api: VideosApi;

  constructor(transport: Transport) {
    this.#api = new VideosApi(transport.configuration);
  }

  /** Newest first if not said otherwise. */
  list<O extends Options<ListVideosRequest>>(options?: O): Pages<Chosen<Video, O>> {
    return pages<Video, O>(options, (request, init) => this.#api.listVideosRaw(request, init));
  }

  /** One of them. */
  get<O extends Options<GetVideoRequest>>(videoId: string, options?: O): Call<Chosen<Video, O>> {
    return call<Video, O>(options, (request, init) => this.#api.getVideoRaw({ ...request, videoId }, init));
  }

  /** A JSON Merge Patch: null clears, what is absent stays. */
  update(videoId: string, videoPatch: VideoPatch, options?: Options<UpdateVideoRequest>): Call<Video> {
    return call<Video>(options, (request, init) => this.#api.updateVideoRaw({ ...request, videoId, videoPatch }, init));
  }

  /** With its playback ids, source and renditions. */
  delete(videoId: string, options?: Options<DeleteVideoRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.deleteVideoRaw({ ...request, videoId }, init));
  }

  /** Changes or deletes up to 100; the answer has a result for each. */
  bulk(items: VideoBulk["items"], options?: Options<ChangeVideosRequest>): Call<VideoBulkResult> {
    return call<VideoBulkResult>(options, (request, init) =>
      this.#api.changeVideosRaw({ ...request, videoBulk: { items } }, init),
    );
  }
}
