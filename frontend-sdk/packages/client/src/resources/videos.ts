import { type Call, type Chosen, call, type Exact, type Options, type WithResponse } from "../call.js";
import { NotModifiedError, TimeoutError, VideoErroredError } from "../error.js";
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
import { given } from "../given.js";
import { type Pages, pages } from "../pages.js";
import { pause } from "../retry.js";
import type { Transport } from "../transport.js";

/** The catalogue. A video comes into being with its upload. */
export class Videos {
  readonly #api: VideosApi;

  constructor(transport: Transport) {
    this.#api = new VideosApi(transport.configuration);
  }

  /** Newest first if not said otherwise. */
  list<O extends Options<ListVideosRequest>>(options?: Exact<O, ListVideosRequest>): Pages<Chosen<Video, O>> {
    return pages<Video, O>(options, (request, init) => this.#api.listVideosRaw(request, init));
  }

  /** One of them. */
  get<O extends Options<GetVideoRequest>>(
    videoId: string,
    options?: Exact<O, GetVideoRequest>,
  ): Call<Chosen<Video, O>> {
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

  /**
   * Waits until a video is as wanted, e.g. `(video) => video.playable`, and gives it. Fails if it ends up ERRORED, with the
   * error's code, and after `patience` milliseconds (an hour unless told).
   */
  async waitUntil(videoId: string, isSo: (video: Video) => boolean, options: WaitOptions = {}): Promise<Video> {
    const end = Date.now() + (options.patience ?? PATIENCE);
    let seen: string | undefined;
    for (let interval = FIRST_INTERVAL; ; interval = Math.min(LONGEST_INTERVAL, interval * GROWTH)) {
      const answer = await this.#changed(videoId, seen, options.signal);
      seen = answer?.etag ?? seen;
      if (answer !== undefined && isSo(answer.data)) {
        return answer.data;
      }
      if (answer?.data.state === "ERRORED") {
        throw erroredVideo(answer.data);
      }
      if (Date.now() + interval > end) {
        throw new TimeoutError("The video did not become so in time.", {
          code: "timeout",
          status: 0,
          culprit: "server",
        });
      }
      await pause(interval, options.signal);
    }
  }

  /** Undefined if it still is what was seen. */
  async #changed(
    videoId: string,
    seen: string | undefined,
    signal?: AbortSignal,
  ): Promise<WithResponse<Video> | undefined> {
    try {
      return await this.get(videoId, given({ ifNoneMatch: seen, signal })).withResponse();
    } catch (error) {
      if (error instanceof NotModifiedError) {
        return undefined;
      }
      throw error;
    }
  }
}

export interface WaitOptions {
  signal?: AbortSignal;
  /** Milliseconds to wait at most. */
  patience?: number;
}

const PATIENCE = 3_600_000;
const FIRST_INTERVAL = 250;
const LONGEST_INTERVAL = 5_000;
const GROWTH = 1.5;

function erroredVideo({ error }: Video): VideoErroredError {
  const code = error?.code ?? "video_errored";
  return new VideoErroredError(error?.message ?? "The video could not be processed.", {
    code,
    status: 0,
    culprit: "client",
  });
}
