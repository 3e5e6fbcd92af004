import Hls, { type ErrorData, ErrorTypes, Events, type HlsConfig, type LoaderResponse, type RetryConfig } from "hls.js";
import type { Engine, EngineListener } from "./engine.js";
import { PlaybackError } from "./playback-error.js";
import { type Quality, qualitiesOf } from "./quality.js";

/** Plays through Media Source Extensions, with a choice of qualities. */
export class HlsEngine implements Engine {
  readonly #hls: Hls;
  readonly #listener: EngineListener;
  #qualities: Quality[] = [];
  #recoveries = 0;

  static isSupported(): boolean {
    return Hls.isSupported();
  }

  constructor(video: HTMLVideoElement, src: string, startTime: number, listener: EngineListener) {
    this.#listener = listener;
    this.#hls = new Hls(configuration(startTime));
    this.#hls.on(Events.MANIFEST_PARSED, () => this.#readLevels());
    this.#hls.on(Events.LEVEL_SWITCHED, () => listener.playingChanged());
    this.#hls.on(Events.FRAG_BUFFERED, () => {
      this.#recoveries = 0;
    });
    this.#hls.on(Events.ERROR, (_event, data) => this.#failed(data));
    this.#hls.loadSource(src);
    this.#hls.attachMedia(video);
  }

  get qualities(): readonly Quality[] {
    return this.#qualities;
  }

  get playing(): Quality | undefined {
    return this.#qualities[this.#hls.currentLevel];
  }

  choose(quality: Quality | undefined): void {
    this.#hls.nextLevel = quality === undefined ? -1 : this.#qualities.indexOf(quality);
  }

  destroy(): void {
    this.#hls.destroy();
  }

  #readLevels(): void {
    const rungs = this.#hls.levels.map(({ width, height, bitrate, frameRate }) => {
      return { width, height, bandwidth: bitrate, frameRate };
    });
    this.#qualities = qualitiesOf(rungs);
    this.#listener.qualitiesKnown();
  }

  #failed(data: ErrorData): void {
    if (!data.fatal) {
      return;
    }
    // A decoder that gave up once (a tab in the background, a graphics driver reset) plays on with a fresh buffer.
    if (data.type === ErrorTypes.MEDIA_ERROR && this.#recoveries < 2 && this.#qualities.length > 0) {
      this.#recoveries += 1;
      this.#hls.recoverMediaError();
      return;
    }
    this.#listener.failed(errorOf(data));
  }
}

function configuration(startTime: number): Partial<HlsConfig> {
  return {
    // A video still being processed has an EVENT playlist, which hls.js takes for live and would start at its end.
    startPosition: startTime,
    // Fragmented MP4 needs no remultiplexing worth a thread, and without a worker no blob: has to be allowed by the page.
    enableWorker: false,
    capLevelToPlayerSize: true,
    maxBufferLength: 30,
    maxMaxBufferLength: 60,
    backBufferLength: 60,
    manifestLoadPolicy: patient(10_000, 2),
    playlistLoadPolicy: patient(10_000, 6),
    fragLoadPolicy: patient(60_000, 6),
  };
}

function patient(maxLoadTimeMs: number, maxNumRetry: number): HlsConfig["fragLoadPolicy"] {
  const retry: RetryConfig = {
    maxNumRetry,
    retryDelayMs: 500,
    maxRetryDelayMs: 8_000,
    backoff: "exponential",
    shouldRetry,
  };
  return { default: { maxTimeToFirstByteMs: 10_000, maxLoadTimeMs, timeoutRetry: retry, errorRetry: retry } };
}

/** Unlike the default also after a refused connection: a server that restarts is back within seconds. */
function shouldRetry(
  config: RetryConfig | null | undefined,
  retries: number,
  isTimeout: boolean,
  response: LoaderResponse | undefined,
): boolean {
  const status = response?.code ?? 0;
  const passing = isTimeout || status === 0 || status === 429 || status >= 500;
  return passing && retries < (config?.maxNumRetry ?? 0);
}

function errorOf(data: ErrorData): PlaybackError {
  if (data.type === ErrorTypes.NETWORK_ERROR) {
    const status = data.response?.code ?? 0;
    return status >= 200 && status < 300 ? new PlaybackError("broken", status) : PlaybackError.fromStatus(status);
  }
  return new PlaybackError(data.type === ErrorTypes.MEDIA_ERROR ? "unsupported" : "broken", 0);
}
