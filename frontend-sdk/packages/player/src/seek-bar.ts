import { part } from "./dom.js";
import { Preview } from "./preview.js";
import { clock, spokenTime } from "./time.js";

/** Where playback is, how much is loaded, and the way to go elsewhere. */
export class SeekBar {
  readonly element: HTMLElement;
  readonly #video: HTMLVideoElement;
  readonly #input = part("input", "seek");
  readonly #preview: Preview;
  #dragging = false;

  constructor(video: HTMLVideoElement, thumbnail: () => string | null) {
    this.#video = video;
    this.#preview = new Preview(thumbnail);
    this.#input.type = "range";
    this.#input.min = "0";
    this.#input.step = "any";
    this.#input.setAttribute("aria-label", "Seek");
    this.element = part("div", "seek-row", this.#preview.element, this.#input);

    this.#input.addEventListener("input", () => this.#drag());
    this.#input.addEventListener("change", () => this.#drop());
    this.#input.addEventListener("pointermove", (event) => this.#point(event));
    this.#input.addEventListener("pointerleave", () => this.#preview.hide());
    this.#input.addEventListener("pointercancel", () => this.#preview.hide());
    for (const event of ["timeupdate", "durationchange", "progress", "seeking", "emptied"]) {
      video.addEventListener(event, () => this.#update());
    }
    this.#update();
  }

  get #duration(): number {
    return Number.isFinite(this.#video.duration) ? this.#video.duration : 0;
  }

  #update(): void {
    const duration = this.#duration;
    this.#input.max = String(duration);
    this.#input.disabled = duration === 0;
    this.element.style.setProperty("--loaded", String(fraction(loadedUntil(this.#video), duration)));
    if (!this.#dragging) {
      this.#input.value = String(this.#video.currentTime);
      this.#paint(this.#video.currentTime);
    }
  }

  #paint(time: number): void {
    const duration = this.#duration;
    this.element.style.setProperty("--played", String(fraction(time, duration)));
    this.#input.setAttribute("aria-valuetext", `${spokenTime(time)} of ${spokenTime(duration)}`);
  }

  /** Shows the place only: asking for segments at every step of a drag would load what nobody sees. */
  #drag(): void {
    this.#dragging = true;
    const time = this.#input.valueAsNumber;
    this.#paint(time);
    this.#preview.show(time, fraction(time, this.#duration), this.#duration);
  }

  #drop(): void {
    this.#dragging = false;
    this.#video.currentTime = this.#input.valueAsNumber;
    this.#preview.hide();
  }

  #point(event: PointerEvent): void {
    if (this.#dragging || event.pointerType === "touch" || this.#duration === 0) {
      return;
    }
    const { left, width } = this.#input.getBoundingClientRect();
    const at = Math.min(1, Math.max(0, (event.clientX - left) / width));
    this.#preview.show(at * this.#duration, at, this.#duration);
  }
}

/** The time display beside the buttons. */
export function timeDisplay(video: HTMLVideoElement): HTMLElement {
  const now = part("span", "time-now", "0:00");
  const whole = part("span", "time-whole", "0:00");
  for (const event of ["timeupdate", "durationchange", "seeking", "emptied"]) {
    video.addEventListener(event, () => {
      now.textContent = clock(video.currentTime);
      whole.textContent = clock(video.duration);
    });
  }
  const element = part("div", "time", now, part("span", "time-of", " / "), whole);
  element.setAttribute("aria-hidden", "true");
  return element;
}

function fraction(value: number, whole: number): number {
  return whole > 0 ? Math.min(1, value / whole) : 0;
}

function loadedUntil(video: HTMLVideoElement): number {
  const { buffered, currentTime } = video;
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= currentTime + 0.5 && currentTime <= buffered.end(i)) {
      return buffered.end(i);
    }
  }
  return currentTime;
}
