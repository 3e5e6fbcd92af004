import type { PlaybackId, Video } from "@sluice/client";
import type { PlaybackError, SluicePlayer } from "@sluice/player";
import { type PlaybackLinks, preferredPlaybackId } from "../playback-links.js";
import { ProgressBar } from "../ui/controls.js";
import { fill, h, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import type { UploadItem } from "../uploads/upload-item.js";
import { sentenceOf, stateOf } from "../words.js";

/** The place of the picture: the player once there is something to play, before that what is going on. */
export class PlayerBox {
  readonly element = h("div", { class: "player-box" });
  readonly #links: PlaybackLinks;
  readonly #upload: () => UploadItem | undefined;
  readonly #symbol = h("span", { class: "player-symbol" });
  readonly #sentence = h("p", { class: "player-sentence" });
  readonly #progress = new ProgressBar("Progress");
  #player: SluicePlayer | undefined;
  #playbackId: PlaybackId | undefined;
  #wasReady = false;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #disposed = false;

  constructor(links: PlaybackLinks, upload: () => UploadItem | undefined) {
    this.#links = links;
    this.#upload = upload;
    fill(this.element, h("div", { class: "player-state" }, this.#symbol, this.#sentence, this.#progress.element));
    this.#progress.element.hidden = true;
  }

  dispose(): void {
    this.#disposed = true;
    this.#player?.remove();
  }

  show(video: Video): void {
    const playbackId = preferredPlaybackId(video);
    const isReady = video.state === "READY";
    if (video.playable && playbackId !== undefined) {
      if (playbackId.id !== this.#playbackId?.id) {
        this.#playbackId = playbackId;
        this.#wasReady = isReady;
        this.#play(playbackId, 0).catch((error: unknown) => this.#explain("warning", sentenceOf(error)));
      } else if (isReady && !this.#wasReady) {
        this.#wasReady = true;
        this.#becameReady(playbackId);
      }
      return;
    }
    if (this.#player !== undefined) {
      this.#player.remove();
      this.#player = undefined;
    }
    this.#playbackId = undefined;
    this.#showState(video);
  }

  #showState(video: Video): void {
    if (video.state === "ERRORED") {
      this.#explain("warning", stateOf(video).sentence);
    } else if (video.playable) {
      this.#explain("lock", "It has no playback id. Add one to watch it.");
    } else {
      const upload = this.#upload();
      const waiting = video.state === "WAITING";
      this.#explain(waiting ? "upload" : "film", stateOf(video).sentence);
      this.#progress.element.hidden = waiting && upload === undefined;
      this.#progress.value = waiting && upload && upload.size > 0 ? (upload.sent / upload.size) * 100 : video.progress;
    }
  }

  #explain(iconName: Parameters<typeof icon>[0], sentence: string): void {
    this.#symbol.replaceChildren(icon(iconName));
    this.element.classList.toggle("failed", iconName === "warning");
    setText(this.#sentence, sentence);
    this.#progress.element.hidden = true;
  }

  /** A player that was opened early and not used yet gets the complete playlist. */
  #becameReady(playbackId: PlaybackId): void {
    if (this.#player?.paused && this.#player.currentTime === 0) {
      this.#play(playbackId, 0).catch((error: unknown) => this.#explain("warning", sentenceOf(error)));
    }
  }

  async #play(playbackId: PlaybackId, startTime: number): Promise<void> {
    // The player and hls.js are most of the console's bytes; only who watches loads them.
    const [urls] = await Promise.all([this.#links.urlsFor(playbackId), import("@sluice/player")]);
    if (this.#disposed || playbackId.id !== this.#playbackId?.id) {
      return;
    }
    const player = this.#player ?? this.#createPlayer();
    player.poster = urls.poster;
    player.thumbnail = urls.thumbnail;
    player.setAttribute("start-time", String(startTime));
    player.src = urls.hls;
    this.#player = player;
    this.element.append(player);
  }

  #createPlayer(): SluicePlayer {
    const player = document.createElement("sluice-player");
    player.setAttribute("controls", "");
    player.addEventListener("error", (event) => this.#failed(event));
    return player;
  }

  /** A token that expired under a viewer is replaced; one refused right after it was made is a real refusal. */
  #failed(event: Event): void {
    const error = (event as CustomEvent<PlaybackError>).detail;
    const playbackId = this.#playbackId;
    const player = this.#player;
    if (
      error.code !== "expired" ||
      playbackId === undefined ||
      player === undefined ||
      performance.now() - this.#renewedAt < 60_000
    ) {
      return;
    }
    event.preventDefault();
    this.#renewedAt = performance.now();
    this.#links.forget(playbackId);
    this.#play(playbackId, player.currentTime).catch((reason: unknown) => this.#explain("warning", sentenceOf(reason)));
  }
}
