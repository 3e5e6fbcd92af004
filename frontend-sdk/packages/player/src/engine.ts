import type { PlaybackError } from "./playback-error.js";
import type { Quality } from "./quality.js";

/** What gets a playlist into a video element: hls.js, or the browser itself. */
export interface Engine {
  readonly qualities: readonly Quality[];
  /** What is on the screen, once known. */
  readonly playing: Quality | undefined;
  /** Plays this one from the next segment on; undefined leaves the choice to the engine. */
  choose(quality: Quality | undefined): void;
  destroy(): void;
}

/** Hears of an engine. */
export interface EngineListener {
  qualitiesKnown(): void;
  playingChanged(): void;
  failed(error: PlaybackError): void;
}
