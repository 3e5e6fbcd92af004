/** How fast bytes go, smoothed over some seconds. */
export class Rate {
  #bytesPerSecond: number | undefined;
  #bytes: number | undefined;
  #at = 0;

  /** @param bytes sent so far @param now in milliseconds */
  measure(bytes: number, now: number): void {
    if (this.#bytes === undefined) {
      this.#bytes = bytes;
      this.#at = now;
      return;
    }
    const seconds = (now - this.#at) / 1_000;
    if (seconds < 0.4) {
      return;
    }
    const current = Math.max(0, bytes - this.#bytes) / seconds;
    const weight = this.#bytesPerSecond === undefined ? 1 : 1 - Math.exp(-seconds / 4);
    this.#bytesPerSecond = (this.#bytesPerSecond ?? 0) * (1 - weight) + current * weight;
    this.#bytes = bytes;
    this.#at = now;
  }

  /** Starts over, as after a pause. */
  reset(): void {
    this.#bytes = undefined;
    this.#bytesPerSecond = undefined;
  }

  get bytesPerSecond(): number | undefined {
    return this.#bytesPerSecond;
  }
}
