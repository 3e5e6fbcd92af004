import { errorOfSilence, SluiceError } from "./error.js";
import { type SluiceEvent, toEvent } from "./event.js";
import { linesOf } from "./lines.js";
import { pause } from "./retry.js";

/** What to follow, from where, and for how long without an answer. */
export interface FollowOptions {
  /** Only events of these types; `video.*` stands for all of a kind. */
  types?: readonly string[];
  /** Begins behind this event; with what happens from now on unless told. */
  lastEventId?: string;
  signal?: AbortSignal;
  /** Milliseconds without a sign of life after which a connection is given up; 45 000 unless told (the server sends one every 15 s). */
  silence?: number;
  /** Milliseconds without a connection after which following is given up; 600 000 unless told. */
  patience?: number;
}

/** How events are got. */
export interface EventOrigin {
  /** Opens a stream of server-sent events behind an event, or now. */
  open: (lastEventId: string | undefined) => Promise<Response>;
  newestId: () => Promise<string | undefined>;
  all: () => AsyncIterable<SluiceEvent>;
}

const SILENCE = 45_000;
const PATIENCE = 600_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** A connection that lasted so long was a good one. */
const GOOD = 10_000;

/** Follows what happens over as many connections as it takes, without a gap and without a repetition. */
export class Follower {
  readonly #origin: EventOrigin;
  readonly #options: FollowOptions;
  #lastEventId: string | undefined;
  #failures = 0;
  #lastContact = Date.now();

  constructor(origin: EventOrigin, options: FollowOptions) {
    this.#origin = origin;
    this.#options = options;
    this.#lastEventId = options.lastEventId;
  }

  async *events(): AsyncGenerator<SluiceEvent, void, undefined> {
    const { signal } = this.#options;
    // Without a place to begin behind, what happens between two connections would be lost.
    this.#lastEventId ??= await this.#origin.newestId();
    this.#lastContact = Date.now();
    for (;;) {
      let reason: unknown;
      const since = Date.now();
      try {
        for await (const event of this.#connection()) {
          this.#lastEventId = event.id;
          this.#failures = 0;
          yield event;
        }
      } catch (error) {
        signal?.throwIfAborted();
        reason = error;
      }
      this.#failures = Date.now() - since > GOOD ? 1 : this.#failures + 1;
      this.#rethrowIfLasting(reason);
      await pause(this.#pauseAfter(reason), signal);
    }
  }

  async *#connection(): AsyncGenerator<SluiceEvent, void, undefined> {
    const { silence = SILENCE } = this.#options;
    const response = await this.#origin.open(this.#lastEventId);
    const seen = new Set<string>();
    if (this.#lastEventId === undefined) {
      // Nothing had ever happened; what has since then may have missed the stream.
      for await (const event of this.#origin.all()) {
        seen.add(event.id);
        yield event;
      }
    }
    for await (const event of this.#eventsOf(linesOf(response, silence))) {
      if (!seen.has(event.id)) {
        yield event;
      }
    }
  }

  /** The events of a stream (HTML Living Standard, 9.2.6). */
  async *#eventsOf(lines: AsyncIterable<string>): AsyncGenerator<SluiceEvent, void, undefined> {
    let data: string[] = [];
    for await (const line of lines) {
      this.#lastContact = Date.now();
      if (line.startsWith("data:")) {
        data.push(line.slice(line.startsWith("data: ") ? 6 : 5));
      } else if (line === "" && data.length > 0) {
        yield toEvent(JSON.parse(data.join("\n")));
        data = [];
      }
    }
  }

  #pauseAfter(reason: unknown): number {
    const asked = reason instanceof SluiceError ? (reason.retryAfter ?? 0) * 1_000 : 0;
    return asked + Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.#failures - 1));
  }

  #rethrowIfLasting(reason: unknown): void {
    const lasting =
      reason instanceof SluiceError &&
      reason.status >= 400 &&
      reason.status < 500 &&
      reason.status !== 408 &&
      reason.status !== 429;
    if (lasting) {
      throw reason;
    }
    if (Date.now() - this.#lastContact > (this.#options.patience ?? PATIENCE)) {
      throw reason instanceof SluiceError ? reason : errorOfSilence(reason);
    }
  }
}
