import { type Call, call, type Options } from "../call.js";
import { type CreatePlaybackTokenRequest, PlaybackTokensApi } from "../generated/apis/PlaybackTokensApi.js";
import type { PlaybackToken } from "../generated/models/PlaybackToken.js";
import type { PlaybackTokenCreate } from "../generated/models/PlaybackTokenCreate.js";
import type { Transport } from "../transport.js";

/** Tokens for signed playback ids, made by the server; `signPlaybackToken()` makes them without it. */
export class PlaybackTokens {
  readonly #api: PlaybackTokensApi;

  constructor(transport: Transport) {
    this.#api = new PlaybackTokensApi(transport.configuration);
  }

  /** Makes a token and the URLs that carry it. */
  create(playbackTokenCreate: PlaybackTokenCreate, options?: Options<CreatePlaybackTokenRequest>): Call<PlaybackToken> {
    return call<PlaybackToken>(options, (request, init) =>
      this.#api.createPlaybackTokenRaw({ ...request, playbackTokenCreate }, init),
    );
  }
}
