import { SluicePlayer } from "./player.js";

export { PlaybackError, type PlaybackErrorCode } from "./playback-error.js";
export type { QualityChange } from "./player.js";
export type { Quality } from "./quality.js";
export { SluicePlayer };

declare global {
  interface HTMLElementTagNameMap {
    "sluice-player": SluicePlayer;
  }
}

// Two bundles on one page must not fight over the name.
if (customElements.get("sluice-player") === undefined) {
  customElements.define("sluice-player", SluicePlayer);
}
