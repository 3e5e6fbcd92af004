import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  type CreatePlaybackIdRequest,
  type DeletePlaybackIdRequest,
  type GetPlaybackIdRequest,
  type ListPlaybackIdsRequest,
  PlaybackIdsApi,
} from "../generated/apis/PlaybackIdsApi.js";
import type { PlaybackId } from "../generated/models/PlaybackId.js";
import type { PlaybackIdCreate } from "../generated/models/PlaybackIdCreate.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** Public names of videos, each with a policy. */
export class PlaybackIds {
  readonly #api: PlaybackIdsApi;

  constructor(transport: Transport) {
    this.#api = new PlaybackIdsApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListPlaybackIdsRequest>>(
    options?: Exact<O, ListPlaybackIdsRequest>,
  ): Pages<Chosen<PlaybackId, O>> {
    return pages<PlaybackId, O>(options, (request, init) => this.#api.listPlaybackIdsRaw(request, init));
  }

  /** Adds one to a video. */
  create(playbackIdCreate: PlaybackIdCreate, options?: Options<CreatePlaybackIdRequest>): Call<PlaybackId> {
    return call<PlaybackId>(options, (request, init) =>
      this.#api.createPlaybackIdRaw({ ...request, playbackIdCreate }, init),
    );
  }

  /** One of them. */
  get<O extends Options<GetPlaybackIdRequest>>(
    playbackId: string,
    options?: Exact<O, GetPlaybackIdRequest>,
  ): Call<Chosen<PlaybackId, O>> {
    return call<PlaybackId, O>(options, (request, init) =>
      this.#api.getPlaybackIdRaw({ ...request, playbackId }, init),
    );
  }

  /** Its URLs stop working within seconds. */
  delete(playbackId: string, options?: Options<DeletePlaybackIdRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.deletePlaybackIdRaw({ ...request, playbackId }, init));
  }
}
