import { errorOf, errorOfSilence, SluiceError } from "./error.js";
import { Configuration, type ConfigurationParameters, type Middleware } from "./generated/runtime.js";
import type { CallOptions, SluiceOptions } from "./options.js";
import { isRepeatable, pause, pauseBefore } from "./retry.js";

/** Under this name the options of a call travel through the generated code, which hands on whatever `init` has. */
const CALL = Symbol("call");

/** What `fetch` takes, and the options of the call. */
export type CallInit = RequestInit & { [CALL]?: CallOptions & { isStream?: boolean } };

const TIMEOUT = 30_000;
const TOTAL_TIMEOUT = 120_000;
const MAX_RETRIES = 3;

/** Puts the options of a call into what the generated code hands on to the {@link Transport}. */
export function initOf(options: CallOptions & { isStream?: boolean }): CallInit {
  return { signal: options.signal ?? null, [CALL]: options };
}

/** Sends requests: with credentials, within their time, again where that is safe; what fails becomes a {@link SluiceError}. */
export class Transport {
  readonly baseUrl: string;
  readonly #options: SluiceOptions;
  readonly fetch: typeof fetch;

  constructor(options: SluiceOptions) {
    this.baseUrl = options.baseUrl.replace(/\/+$/, "");
    this.#options = options;
    this.fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
  }

  /** A URL of the API that may be relative. */
  resolve(url: string): string {
    return /^https?:/.test(url) ? url : this.baseUrl + url;
  }

  /** For the generated code. */
  get configuration(): Configuration {
    const parameters: ConfigurationParameters = {
      basePath: this.baseUrl,
      fetchApi: (url, init) => this.send(String(url), init ?? {}),
      middleware: [errorsAsTheyAre],
    };
    return new Configuration(parameters);
  }

  /** A successful answer with its body read, or with the body still to come if the call asked for a stream. */
  async send(url: string, init: CallInit): Promise<Response> {
    const call = this.#patience(init[CALL] ?? {});
    const end = Date.now() + call.totalTimeout;
    const request = requestOf(url, init);
    for (let attempt = 1; ; attempt++) {
      try {
        const timeout = Math.min(call.timeout, Math.max(1, end - Date.now()));
        return await this.#authorized(request, { ...call, timeout }, attempt);
      } catch (error) {
        if (isGoneByNow(request, error, attempt)) {
          return new Response(null, { status: 204 });
        }
        const wait = pauseBefore(attempt, error instanceof SluiceError ? error.retryAfter : undefined);
        if (attempt > call.maxRetries || Date.now() + wait >= end || !isRepeatable({ ...request, error })) {
          throw error;
        }
        request.mayBeDone ||= mayBeDone(error);
        await pause(wait, request.signal);
      }
    }
  }

  #patience(
    call: CallOptions & { isStream?: boolean },
  ): Required<Pick<CallOptions, Patience>> & { isStream?: boolean } {
    const { timeout = TIMEOUT, totalTimeout = TOTAL_TIMEOUT, maxRetries = MAX_RETRIES } = this.#options;
    return { timeout, totalTimeout, maxRetries, ...call };
  }

  /** A token that has just expired gets one more try with a new one. */
  async #authorized(request: Request, call: AttemptOptions, attempt: number): Promise<Response> {
    const { apiKey, token } = this.#options;
    if (token === undefined) {
      return await this.#attempt(request, call, attempt, apiKey);
    }
    const first = await token();
    try {
      return await this.#attempt(request, call, attempt, first);
    } catch (error) {
      const second = error instanceof SluiceError && error.status === 401 ? await token(first) : first;
      if (second === first) {
        throw error;
      }
      return await this.#attempt(request, call, attempt, second);
    }
  }

  async #attempt(request: Request, call: AttemptOptions, attempt: number, credential?: string): Promise<Response> {
    const { method, url, signal, body } = request;
    const headers = this.#headers(request, credential);
    await this.#options.onRequest?.({ method, url, headers, attempt });
    const sent = Date.now();
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new DOMException("No answer in time.", "TimeoutError")), call.timeout);
    try {
      const anySignal = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
      const response = await this.fetch(url, { ...request.init, method, headers, body, signal: anySignal });
      await this.#options.onResponse?.({
        method,
        url,
        status: response.status,
        headers: response.headers,
        attempt,
        requestId: response.headers.get("X-Request-Id") ?? undefined,
        duration: Date.now() - sent,
      });
      return await this.#readable(response, call.isStream === true);
    } catch (error) {
      if (error instanceof SluiceError || signal?.aborted) {
        throw error;
      }
      throw errorOfSilence(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Reads the body too, so that a connection cut in its middle fails like one that was never made. */
  async #readable(response: Response, isStream: boolean): Promise<Response> {
    if (response.ok && isStream) {
      return response;
    }
    const body = await bodyOf(response);
    const whole = new Response(body.byteLength === 0 ? null : body, response);
    if (!response.ok) {
      throw await errorOf(whole);
    }
    return whole;
  }

  #headers(request: Request, credential: string | undefined): Headers {
    const { tenant, environment, grant } = this.#options;
    const headers = new Headers(request.headers);
    const own = {
      Authorization: credential === undefined || credential === "" ? undefined : `Bearer ${credential}`,
      "Sluice-Tenant": tenant,
      "Sluice-Environment": environment,
      "Sluice-Grant": grant,
    };
    for (const [name, value] of Object.entries(own)) {
      if (value !== undefined) {
        headers.set(name, value);
      }
    }
    return headers;
  }
}

type Patience = "timeout" | "totalTimeout" | "maxRetries";
type AttemptOptions = CallOptions & { timeout: number; isStream?: boolean };

interface Request {
  method: string;
  url: string;
  headers: Headers;
  body: BodyInit | null;
  signal: AbortSignal | null;
  guarded: boolean;
  /** Whether an attempt that failed may have had its effect. */
  mayBeDone: boolean;
  init: RequestInit;
}

function requestOf(url: string, init: CallInit): Request {
  const method = (init.method ?? "GET").toUpperCase();
  const headers = new Headers(init.headers);
  if (method === "POST" && !headers.has("Idempotency-Key")) {
    headers.set("Idempotency-Key", newKey());
  }
  const guarded = method === "POST" || headers.has("If-Match");
  const signal = init.signal ?? null;
  return { method, url, headers, body: init.body ?? null, signal, guarded, mayBeDone: false, init };
}

/** `crypto.randomUUID` would be missing in pages that are served by plain http. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The answer to a DELETE got lost, and now there is nothing left to delete. */
function isGoneByNow({ method, mayBeDone }: Request, error: unknown, attempt: number): boolean {
  return attempt > 1 && method === "DELETE" && mayBeDone && error instanceof SluiceError && error.status === 404;
}

function mayBeDone(error: unknown): boolean {
  return !(error instanceof SluiceError) || error.status === 0 || error.status >= 500;
}

async function bodyOf(response: Response): Promise<ArrayBuffer> {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    if (response.ok) {
      throw error;
    }
    // A body cut short must not hide the status that did arrive.
    return new ArrayBuffer(0);
  }
}

/** The generated code would wrap what the transport throws. */
const errorsAsTheyAre: Middleware = {
  async onError({ error }): Promise<never> {
    throw error;
  },
};
