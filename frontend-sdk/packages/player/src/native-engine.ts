import type { Engine, EngineListener } from "./engine.js";
import { PlaybackError } from "./playback-error.js";
import type { Quality } from "./quality.js";

const HLS_TYPE = "application/vnd.apple.mpegurl";

/** Leaves playing to the browser (iPhones have nothing else), which then also chooses the quality. */
export class NativeEngine implements Engine {
  readonly qualities: readonly Quality[] = [];
  readonly playing = undefined;
  readonly #video: HTMLVideoElement;
  readonly #end = new AbortController();

  static isSupported(video: HTMLVideoElement): boolean {
    return video.canPlayType(HLS_TYPE) !== "";
  }

  constructor(video: HTMLVideoElement, src: string, startTime: number, listener: EngineListener) {
    this.#video = video;
    const { signal } = this.#end;
    const seekToStart = () => {
      video.currentTime = startTime;
    };
    const fail = async () => {
      const error = await explain(src, signal);
      if (!signal.aborted) {
        listener.failed(error);
      }
    };
    video.addEventListener("error", () => void fail(), { signal });
    if (startTime > 0) {
      video.addEventListener("loadedmetadata", seekToStart, { signal, once: true });
    }
    video.src = src;
  }

  choose(): void {}

  destroy(): void {
    this.#end.abort();
    this.#video.removeAttribute("src");
    this.#video.load();
  }
}

/** A video element does not tell the HTTP status of its failure; asking once more does. */
async function explain(src: string, signal: AbortSignal): Promise<PlaybackError> {
  try {
    const response = await fetch(src, { signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) });
    return response.ok ? new PlaybackError("unsupported", response.status) : PlaybackError.fromStatus(response.status);
  } catch {
    return PlaybackError.fromStatus(0);
  }
}
