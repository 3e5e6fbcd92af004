/** What a round of asking found: something moved, nothing did, or nothing is to be expected. */
export type Pace = "moving" | "still" | "idle";

/** Whether somebody may be looking: the document. */
export type Visibility = Pick<Document, "hidden"> & Pick<EventTarget, "addEventListener">;

const FASTEST = 1_000;
const SLOWEST = 15_000;
const IDLE = 30_000;

/** Asks again and again: often while things move, ever less while they do not, not at all while nobody looks. */
export class Poller {
  readonly #round: (signal: AbortSignal) => Promise<Pace>;
  readonly #failed: (error: unknown) => void;
  readonly #visibility: Visibility;
  readonly #end = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = FASTEST;
  #running = false;
  #again = false;

  constructor(
    round: (signal: AbortSignal) => Promise<Pace>,
    failed: (error: unknown) => void,
    visibility: Visibility = document,
  ) {
    this.#round = round;
    this.#failed = failed;
    this.#visibility = visibility;
    const { signal } = this.#end;
    visibility.addEventListener("visibilitychange", () => this.#visibilityChanged(), { signal });
  }

  /** Asks now. */
  poke(): void {
    this.#delay = FASTEST;
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
    } else {
      void this.#run();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#end.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#end;
    this.#running = true;
    try {
      this.#adopt(await this.#round(signal));
    } catch (error) {
      this.#delay = Math.min(SLOWEST, this.#delay * 2);
      if (!signal.aborted) {
        this.#failed(error);
      }
    }
    this.#running = false;
    if (signal.aborted) {
      return;
    }
    if (this.#again) {
      this.#again = false;
      this.poke();
    } else if (!this.#visibility.hidden) {
      this.#timer = setTimeout(() => void this.#run(), this.#delay);
    }
  }

  #adopt(pace: Pace): void {
    if (pace === "moving") {
      this.#delay = FASTEST;
    } else if (pace === "still") {
      this.#delay = Math.min(SLOWEST, this.#delay * 1.5);
    } else {
      this.#delay = IDLE;
    }
  }

  #visibilityChanged(): void {
    if (this.#visibility.hidden) {
      clearTimeout(this.#timer);
    } else {
      this.poke();
    }
  }
}
