import { type ByteSource, openSource, type Uploadable } from "./byte-source.js";
import { errorOf, errorOfSilence, SluiceError } from "./error.js";
import { pause, pauseBefore } from "./retry.js";

export type { Uploadable } from "./byte-source.js";

/** How far an upload has got. */
export interface UploadProgress {
  /** Bytes that have arrived and are kept. */
  sent: number;
  /** Bytes in all, once known. */
  total: number | undefined;
}

export interface SendOptions {
  onProgress?: (progress: UploadProgress) => void;
  /** Stops sending; what has arrived stays, and another upload to the same URL goes on behind it. */
  signal?: AbortSignal;
  /** Bytes in one request; about what a second takes unless told, so that there is news about once a second. */
  chunkSize?: number;
  /** How often in a row a request may fail before it is given up; 10 unless told. */
  maxRetries?: number;
  fetch?: typeof fetch;
}

/** `sending` until paused or over. */
export type UploadPhase = "sending" | "paused" | "done" | "failed";

const MAX_RETRIES = 10;
const SMALLEST_CHUNK = 256 * 1024;
const LARGEST_CHUNK = 32 * 1024 * 1024;
const FIRST_CHUNK = 1024 * 1024;
/** Milliseconds that one request should take. */
const AIM = 1_000;
/** Milliseconds for requests without bytes. */
const TIMEOUT = 30_000;
/** For a request: so long, and for its bytes on a line that is just bearable. */
const PATCH_TIMEOUT = 60_000;
const BYTES_PER_MILLISECOND = 8;

/** Sends bytes to the `uploadUrl` of an upload, which needs no API key: a page can do it, with a URL that its server asked for. */
export function sendTo(uploadUrl: string, what: Uploadable, options: SendOptions = {}): Sending {
  return new Sending(Promise.resolve(uploadUrl), openSource(what), options);
}

/**
 * Bytes on their way by tus 1.0.0: sent in pieces, and after a lost connection from where the server has got to, which it is asked.
 */
export class Sending {
  /** Settles when all has arrived, or it was given up. */
  readonly done: Promise<void>;
  readonly #url: Promise<string>;
  readonly #options: SendOptions;
  readonly #stop = new AbortController();
  #phase: UploadPhase = "sending";
  /** Ends the request that is under way, if it is paused or stopped. */
  #current = new AbortController();
  #resumed: (() => void) | undefined;
  #chunk: number;
  /** Whether the server knows that there are no bytes. */
  #isEmpty = false;

  constructor(url: Promise<string>, source: Promise<ByteSource>, options: SendOptions) {
    // Whoever waits for `done` hears of what went wrong here.
    url.catch(() => undefined);
    source.catch(() => undefined);
    this.#url = url;
    this.#options = options;
    this.#chunk = options.chunkSize ?? FIRST_CHUNK;
    this.done = this.#run(source);
  }

  get phase(): UploadPhase {
    return this.#phase;
  }

  /** Stops sending until {@link resume}; the bytes that have arrived stay. */
  pause(): void {
    if (this.#phase === "sending") {
      this.#phase = "paused";
      this.#current.abort();
    }
  }

  resume(): void {
    if (this.#phase === "paused") {
      this.#phase = "sending";
      this.#resumed?.();
    }
  }

  /** Gives the upload up, here and on the server; `done` rejects with an `AbortError`. */
  async abort(): Promise<void> {
    if (this.#phase === "done") {
      return;
    }
    this.#stop.abort(new DOMException("The upload was aborted.", "AbortError"));
    const url = await this.#url.catch(() => undefined);
    await this.done.catch(() => undefined);
    if (url === undefined) {
      return;
    }
    this.#current = new AbortController();
    const response = await this.#request(url, { method: "DELETE", timeout: TIMEOUT }, this.#current.signal);
    if (!response.ok && response.status !== 404 && response.status !== 410) {
      throw await errorOf(response);
    }
  }

  async #run(opening: Promise<ByteSource>): Promise<void> {
    const { signal } = this.#options;
    const stop = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
    try {
      const source = await opening;
      try {
        await this.#sendAll(await this.#url, source, stop);
      } finally {
        await source.close();
      }
      this.#phase = "done";
    } catch (error) {
      this.#phase = "failed";
      stop.throwIfAborted();
      throw error;
    }
  }

  async #sendAll(url: string, source: ByteSource, stop: AbortSignal): Promise<void> {
    let offset: number | undefined;
    for (let failures = 0; ; ) {
      await this.#gate(stop);
      try {
        offset ??= await this.#offset(url, stop);
        this.#options.onProgress?.({ sent: offset, total: source.size });
        if (source.endsAt(offset) && (offset > 0 || this.#isEmpty)) {
          return;
        }
        offset = await this.#sendNext(url, source, offset, stop);
        failures = 0;
      } catch (error) {
        offset = undefined;
        stop.throwIfAborted();
        // What fails because it was paused is no failure.
        if (this.#phase !== "paused") {
          failures += 1;
          this.#rethrowIfHopeless(error, failures);
          const retryAfter = error instanceof SluiceError ? error.retryAfter : undefined;
          await pause(pauseBefore(failures, retryAfter), stop);
        }
      }
    }
  }

  #rethrowIfHopeless(error: unknown, failures: number): void {
    const passing =
      error instanceof SluiceError &&
      (error.status === 0 || error.status >= 460 || [408, 409, 423, 425, 429].includes(error.status));
    if (!passing || failures > (this.#options.maxRetries ?? MAX_RETRIES)) {
      throw error;
    }
  }

  async #gate(stop: AbortSignal): Promise<void> {
    stop.throwIfAborted();
    if (this.#phase === "paused") {
      await new Promise<void>((resolve, reject) => {
        this.#resumed = resolve;
        stop.addEventListener("abort", () => reject(stop.reason as Error), { once: true });
      });
    }
    this.#current = new AbortController();
  }

  async #offset(url: string, stop: AbortSignal): Promise<number> {
    return offsetIn(await this.#successful(url, { method: "HEAD", timeout: TIMEOUT }, stop));
  }

  /** Sends the bytes behind the offset and gives the new one. */
  async #sendNext(url: string, source: ByteSource, offset: number, stop: AbortSignal): Promise<number> {
    const bytes = await source.read(offset, this.#chunk);
    const size = bytes instanceof Blob ? bytes.size : bytes.length;
    const length = source.endsAt(offset + size) ? { "Upload-Length": String(offset + size) } : undefined;
    if (size === 0) {
      await this.#successful(url, { method: "POST", headers: { "Upload-Length": "0" }, timeout: TIMEOUT }, stop);
      this.#isEmpty = true;
      return offset;
    }
    const headers = {
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(offset),
      // A length that is known is known to the server already, or is told with the last bytes.
      ...length,
    };
    const begun = Date.now();
    const timeout = PATCH_TIMEOUT + Math.ceil(size / BYTES_PER_MILLISECOND);
    const response = await this.#successful(url, { method: "PATCH", headers, timeout, body: bytes }, stop);
    this.#adapt(size, Date.now() - begun);
    return offsetIn(response);
  }

  #adapt(size: number, milliseconds: number): void {
    if (this.#options.chunkSize === undefined) {
      const fitting = (size / Math.max(1, milliseconds)) * AIM;
      // Twice as much at most: one quick answer says little.
      this.#chunk = Math.round(Math.min(LARGEST_CHUNK, this.#chunk * 2, Math.max(SMALLEST_CHUNK, fitting)));
    }
  }

  async #successful(url: string, request: TusRequest, stop: AbortSignal): Promise<Response> {
    const response = await this.#request(url, request, stop);
    if (!response.ok) {
      throw await errorOf(response);
    }
    return response;
  }

  async #request(url: string, { method, headers, timeout, body }: TusRequest, stop: AbortSignal): Promise<Response> {
    const signal = AbortSignal.any([stop, this.#current.signal, AbortSignal.timeout(timeout)]);
    try {
      return await (this.#options.fetch ?? fetch)(url, {
        method,
        headers: { "Tus-Resumable": "1.0.0", ...headers },
        body: body ?? null,
        signal,
      });
    } catch (error) {
      throw errorOfSilence(error);
    }
  }
}

interface TusRequest {
  method: string;
  headers?: Record<string, string>;
  timeout: number;
  body?: Uint8Array<ArrayBuffer> | Blob;
}

function offsetIn(response: Response): number {
  const offset = Number(response.headers.get("Upload-Offset") ?? "x");
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new SluiceError("The server does not say how many bytes have arrived.", {
      code: "unexpected_answer",
      status: response.status,
      culprit: "server",
    });
  }
  return offset;
}
