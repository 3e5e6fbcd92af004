import { part } from "./dom.js";
import { clock } from "./time.js";

/** The picture and time above the seek bar while pointing at it. */
export class Preview {
  readonly element: HTMLElement;
  readonly #picture = part("img", "preview-picture");
  readonly #time = part("span", "preview-time");
  readonly #thumbnail: () => string | null;
  #wanted: string | undefined;
  #shown: string | undefined;
  #loading = false;

  constructor(thumbnail: () => string | null) {
    this.#thumbnail = thumbnail;
    this.#picture.alt = "";
    this.#picture.hidden = true;
    this.#picture.addEventListener("error", () => {
      this.#picture.hidden = true;
    });
    this.element = part("div", "preview", this.#picture, this.#time);
    this.element.hidden = true;
  }

  /** @param fraction where on the bar, 0 to 1 */
  show(time: number, fraction: number, duration: number): void {
    this.element.hidden = false;
    this.element.style.setProperty("--at", String(fraction));
    this.#time.textContent = clock(time);
    const address = this.#thumbnail();
    if (address !== null) {
      // A hundred pictures of the whole are enough to find a place, and few enough to stay in the browser's cache.
      const step = Math.max(1, duration / 100);
      this.#wanted = withTime(address, Math.round(time / step) * step);
      void this.#loadWanted();
    }
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** One picture at a time, then the latest wanted: a sweep over the bar must not queue hundreds. */
  async #loadWanted(): Promise<void> {
    if (this.#loading || this.#wanted === this.#shown || this.#wanted === undefined) {
      return;
    }
    this.#loading = true;
    const address = this.#wanted;
    const picture = new Image();
    picture.src = address;
    try {
      await picture.decode();
      this.#picture.src = address;
      this.#picture.hidden = false;
    } catch {
      this.#picture.hidden = true;
    }
    this.#shown = address;
    this.#loading = false;
    await this.#loadWanted();
  }
}

function withTime(address: string, time: number): string {
  const url = new URL(address, document.baseURI);
  url.searchParams.set("time", time.toFixed(1));
  return url.href;
}
