import { type Event, EventFromJSON } from "@sluice/client";
import { authorisedFetch } from "../access/credential.js";
import { apiAddress } from "../address.js";
import { MessageParser } from "./sse.js";

export type StreamState = "connecting" | "live" | "waiting";

interface Listener {
  event(event: Event): void;
  state(state: StreamState): void;
  /** The server refused; nothing more comes. */
  refused(status: number): void;
}

const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 30_000;
/** A stream from which not even a comment comes for so long is dead; the server sends one every 15 s. */
const SILENCE = 45_000;

/**
 * Follows what happens. It is read with fetch, because an EventSource cannot send the Authorization header; after a break it goes on
 * behind the last event that arrived.
 */
export class EventStream {
  readonly #listener: Listener;
  readonly #types: string;
  readonly #end = new AbortController();
  #lastId: string | undefined;

  constructor(types: string, listener: Listener, lastId?: string) {
    this.#types = types;
    this.#listener = listener;
    this.#lastId = lastId;
    void this.#run();
  }

  /** The last event that arrived. */
  get lastId(): string | undefined {
    return this.#lastId;
  }

  stop(): void {
    this.#end.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#end;
    let delay = FIRST_DELAY;
    while (!signal.aborted) {
      this.#listener.state("connecting");
      const outcome = await this.#read();
      if (signal.aborted || outcome === "refused") {
        return;
      }
      delay = outcome === "read" ? FIRST_DELAY : Math.min(LONGEST_DELAY, delay * 2);
      this.#listener.state("waiting");
      await pause(delay * (0.5 + Math.random() / 2), signal);
    }
  }

  async #read(): Promise<"read" | "failed" | "refused"> {
    const silence = new Silence(this.#end.signal);
    try {
      const address = new URL("v1/events/stream", apiAddress());
      if (this.#types !== "") {
        address.searchParams.set("type", this.#types);
      }
      const response = await authorisedFetch(address, {
        headers: { Accept: "text/event-stream", ...(this.#lastId !== undefined && { "Last-Event-ID": this.#lastId }) },
        signal: silence.signal,
        cache: "no-store",
      });
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        this.#listener.refused(response.status);
        return "refused";
      }
      if (!response.ok || response.body === null) {
        return "failed";
      }
      this.#listener.state("live");
      await this.#consume(response.body, silence);
      return "read";
    } catch {
      return "failed";
    } finally {
      silence.end();
    }
  }

  async #consume(body: ReadableStream<Uint8Array>, silence: Silence): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new MessageParser();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      silence.broken();
      for (const { id, data } of parser.push(decoder.decode(next.value, { stream: true }))) {
        this.#lastId = id || this.#lastId;
        this.#listener.event(EventFromJSON(JSON.parse(data)));
      }
    }
  }
}

/** Aborts once nothing has come for too long. */
class Silence {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    this.broken();
  }

  broken(): void {
    this.end();
    this.#timer = setTimeout(() => this.#controller.abort(), SILENCE);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
