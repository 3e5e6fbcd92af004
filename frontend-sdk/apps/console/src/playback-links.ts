import type { PlaybackId, PlaybackToken, PlaybackUrls, SluiceClient, Video } from "@sluice/client";

const MINUTE = 60_000;
const REMEMBERED = 500;

/** Addresses to play and picture videos by: a public id's own, or those of a token asked for and kept while it is good. */
export class PlaybackLinks {
  readonly #client: SluiceClient;
  readonly #now: () => number;
  readonly #tokens = new Map<string, Promise<PlaybackToken>>();

  constructor(client: SluiceClient, now: () => number = Date.now) {
    this.#client = client;
    this.#now = now;
  }

  async urlsFor(playbackId: PlaybackId): Promise<PlaybackUrls> {
    return playbackId.urls ?? (await this.#token(playbackId.id)).urls;
  }

  /** Forgets a token that turned out not to work. */
  forget(playbackId: PlaybackId): void {
    this.#tokens.delete(playbackId.id);
  }

  async #token(id: string): Promise<PlaybackToken> {
    const kept = this.#tokens.get(id);
    if (kept !== undefined) {
      const token = await kept;
      if (token.expiresAt.getTime() - this.#now() > MINUTE) {
        return token;
      }
      // Of several that find it stale at once only the first asks anew.
      if (this.#tokens.get(id) !== kept) {
        return this.#token(id);
      }
    }
    return this.#ask(id);
  }

  #ask(id: string): Promise<PlaybackToken> {
    const asked = this.#client.playbackTokens.createPlaybackToken({ playbackTokenCreate: { playbackId: id } });
    this.#tokens.delete(id);
    this.#tokens.set(id, asked);
    asked.catch(() => this.#tokens.delete(id));
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size > REMEMBERED && oldest !== undefined) {
      this.#tokens.delete(oldest);
    }
    return asked;
  }
}

/** The id to show a video by: a public one if there is, for it costs no token. */
export function preferredPlaybackId(video: Video): PlaybackId | undefined {
  return video.playbackIds.find(({ urls }) => urls !== undefined) ?? video.playbackIds[0];
}
