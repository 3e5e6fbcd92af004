import { Controls } from "./controls.js";
import type { Engine } from "./engine.js";
import { HlsEngine } from "./hls-engine.js";
import { onKey } from "./keys.js";
import { NativeEngine } from "./native-engine.js";
import { PlaybackError } from "./playback-error.js";
import { AUTO, type Quality } from "./quality.js";
import { Stage } from "./stage.js";
import { STYLES } from "./styles.js";

const FORWARDED = [
  "play",
  "playing",
  "pause",
  "waiting",
  "ended",
  "timeupdate",
  "durationchange",
  "loadedmetadata",
  "seeked",
  "volumechange",
];

/** Detail of `qualitychange`: what was chosen (`auto` or a label) and what is on the screen. */
export interface QualityChange {
  readonly quality: string;
  readonly playing: Quality | undefined;
}

/**
 * `<sluice-player>`: plays an HLS playlist.
 *
 * Attributes: `src`, `poster`, `thumbnail` (asked with `?time=` while pointing at the seek bar), `start-time` (seconds),
 * `autoplay`, `muted`, `controls`. Events: those of a video element, `qualitychange` ({@link QualityChange}) and `error`,
 * whose detail is a {@link PlaybackError}; a page that calls its `preventDefault()` shows the failure itself.
 */
export class SluicePlayer extends HTMLElement {
  static readonly observedAttributes = ["src", "poster", "muted", "autoplay"];

  /** The element that plays. */
  readonly video = document.createElement("video");
  readonly #stage: Stage;
  readonly #controls: Controls;
  #engine: Engine | undefined;
  #chosen: string = AUTO;
  #loadDue = false;

  constructor() {
    super();
    this.video.playsInline = true;
    this.video.setAttribute("part", "video");
    this.#stage = new Stage(this.video, {
      togglePlay: () => this.togglePlay(),
      toggleFullscreen: () => this.toggleFullscreen(),
      retry: () => this.#start(this.video.currentTime, true),
    });
    this.#controls = new Controls(this);
    this.#stage.element.append(this.#controls.element);
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#stage.element);
    this.#stage.element.addEventListener("keydown", (event) => onKey(event, this));
    this.addEventListener("fullscreenchange", () => this.#controls.showFullscreen(document.fullscreenElement === this));
    for (const type of FORWARDED) {
      this.video.addEventListener(type, () => this.dispatchEvent(new Event(type)));
    }
  }

  /** The qualities to choose from, empty until known or where the browser chooses. */
  get qualities(): readonly Quality[] {
    return this.#engine?.qualities ?? [];
  }

  /** What was chosen: `auto` or a label of {@link qualities}. */
  get quality(): string {
    return this.#chosen;
  }

  set quality(quality: string) {
    const match = this.qualities.find(({ label }) => label === quality);
    if (quality !== AUTO && match === undefined) {
      const known = [AUTO, ...this.qualities.map(({ label }) => label)];
      throw new RangeError(`Unknown quality ${quality}, expected one of ${known.join(", ")}.`);
    }
    this.#chosen = quality;
    this.#engine?.choose(match);
    this.#qualityChanged();
  }

  /** What is on the screen, once known. */
  get playingQuality(): Quality | undefined {
    return this.#engine?.playing;
  }

  get currentTime(): number {
    return this.video.currentTime;
  }

  set currentTime(seconds: number) {
    this.video.currentTime = seconds;
  }

  get duration(): number {
    return this.video.duration;
  }

  get paused(): boolean {
    return this.video.paused;
  }

  get src(): string | null {
    return this.getAttribute("src");
  }

  set src(address: string | null) {
    this.#reflect("src", address);
  }

  get poster(): string | null {
    return this.getAttribute("poster");
  }

  set poster(address: string | null) {
    this.#reflect("poster", address);
  }

  get thumbnail(): string | null {
    return this.getAttribute("thumbnail");
  }

  set thumbnail(address: string | null) {
    this.#reflect("thumbnail", address);
  }

  play(): Promise<void> {
    return this.video.play();
  }

  pause(): void {
    this.video.pause();
  }

  togglePlay(): void {
    if (this.video.paused) {
      // A refusal (no gesture yet, or a new source meanwhile) leaves the play button where it was: nothing to add.
      this.video.play().catch(() => undefined);
    } else {
      this.video.pause();
    }
  }

  seekBy(seconds: number): void {
    this.#seek(this.video.currentTime + seconds);
  }

  seekToFraction(fraction: number): void {
    this.#seek(this.video.duration * fraction);
  }

  changeVolume(by: number): void {
    this.video.volume = Math.min(1, Math.max(0, this.video.volume + by));
    this.video.muted = this.video.volume === 0;
  }

  toggleMuted(): void {
    this.video.muted = !this.video.muted;
    if (!this.video.muted && this.video.volume === 0) {
      this.video.volume = 0.5;
    }
  }

  toggleFullscreen(): void {
    const video: HTMLVideoElement & { webkitEnterFullscreen?: () => void } = this.video;
    const refused = () => undefined;
    if (document.fullscreenElement === this) {
      document.exitFullscreen().catch(refused);
    } else if (this.requestFullscreen !== undefined) {
      this.requestFullscreen().catch(refused);
    } else {
      // iPhones let only the video itself fill the screen.
      video.webkitEnterFullscreen?.();
    }
  }

  togglePictureInPicture(): void {
    const refused = () => undefined;
    if (document.pictureInPictureElement === null) {
      this.video.requestPictureInPicture().catch(refused);
    } else {
      document.exitPictureInPicture().catch(refused);
    }
  }

  connectedCallback(): void {
    this.#loadSoon();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  attributeChangedCallback(name: string, _before: string | null, now: string | null): void {
    if (name === "src") {
      this.#loadSoon();
    } else if (name === "poster") {
      this.video.poster = now ?? "";
    } else if (name === "muted") {
      this.video.muted = now !== null;
    } else {
      this.video.autoplay = now !== null;
    }
  }

  /** After the other attributes set in the same breath, and once for all of them. */
  #loadSoon(): void {
    if (!this.#loadDue) {
      this.#loadDue = true;
      queueMicrotask(() => {
        this.#loadDue = false;
        this.#start(Number.parseFloat(this.getAttribute("start-time") ?? "0") || 0, false);
      });
    }
  }

  /** What plays goes on playing from a new address: a page renews an expired link without a word. */
  #start(startTime: number, play: boolean): void {
    const goOn = play || !this.video.paused;
    this.#stop();
    const { src } = this;
    if (!this.isConnected || src === null || src === "") {
      return;
    }
    this.#engine = this.#createEngine(src, startTime);
    if (this.#engine === undefined) {
      this.#failed(new PlaybackError("unsupported", 0));
    } else if (goOn) {
      this.togglePlay();
    }
  }

  #createEngine(src: string, startTime: number): Engine | undefined {
    const listener = {
      qualitiesKnown: () => this.#choicesKnown(),
      playingChanged: () => this.#qualityChanged(),
      failed: (error: PlaybackError) => this.#failed(error),
    };
    if (HlsEngine.isSupported()) {
      return new HlsEngine(this.video, src, startTime, listener);
    }
    return NativeEngine.isSupported(this.video) ? new NativeEngine(this.video, src, startTime, listener) : undefined;
  }

  #stop(): void {
    this.#engine?.destroy();
    this.#engine = undefined;
    this.#stage.showMessage(undefined);
    this.#controls.qualityMenu.update({ qualities: [], chosen: AUTO, playing: undefined });
  }

  /** Keeps the choice made for the source before, if this one has it too. */
  #choicesKnown(): void {
    const match = this.qualities.find(({ label }) => label === this.#chosen);
    if (match === undefined) {
      this.#chosen = AUTO;
    } else {
      this.#engine?.choose(match);
    }
    this.#qualityChanged();
  }

  #qualityChanged(): void {
    const { qualities, quality, playingQuality } = this;
    this.#controls.qualityMenu.update({ qualities, chosen: quality, playing: playingQuality });
    const detail: QualityChange = { quality, playing: playingQuality };
    this.dispatchEvent(new CustomEvent("qualitychange", { detail }));
  }

  #failed(error: PlaybackError): void {
    const event = new CustomEvent("error", { detail: error, cancelable: true });
    if (this.dispatchEvent(event)) {
      this.#stage.showMessage(error.message, error.retryable);
    }
  }

  #seek(seconds: number): void {
    if (Number.isFinite(this.video.duration)) {
      this.video.currentTime = Math.min(this.video.duration, Math.max(0, seconds));
    }
  }

  #reflect(name: string, value: string | null): void {
    if (value === null) {
      this.removeAttribute(name);
    } else {
      this.setAttribute(name, value);
    }
  }
}
