import { part } from "./dom.js";
import { icon } from "./icons.js";

const IDLE_AFTER = 2_500;

/** Everything above the video but the bar: the big play button, the spinner, messages, and hiding it all in time. */
export class Stage {
  readonly element: HTMLElement;
  readonly #video: HTMLVideoElement;
  readonly #message = part("p", "message-text");
  readonly #retry = part("button", "message-button", "Try again");
  readonly #messageBox = part("div", "message", this.#message, this.#retry);
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(video: HTMLVideoElement, actions: { togglePlay(): void; toggleFullscreen(): void; retry(): void }) {
    this.#video = video;
    const bigPlay = part("button", "big-play", icon("play"));
    bigPlay.type = "button";
    bigPlay.setAttribute("aria-label", "Play");
    bigPlay.addEventListener("click", actions.togglePlay);
    this.#retry.type = "button";
    this.#retry.addEventListener("click", actions.retry);
    this.#messageBox.setAttribute("role", "alert");
    this.#messageBox.hidden = true;
    this.element = part("div", "stage", video, bigPlay, part("div", "spinner"), this.#messageBox);
    this.element.tabIndex = -1;

    this.#followState();
    this.#followPointer(actions);
  }

  showMessage(sentence: string | undefined, retryable = false): void {
    this.#messageBox.hidden = sentence === undefined;
    this.#message.textContent = sentence ?? "";
    this.#retry.hidden = !retryable;
    this.element.classList.toggle("failed", sentence !== undefined);
  }

  #followState(): void {
    const { classList } = this.element;
    const video = this.#video;
    const on = (events: string[], update: () => void) => {
      for (const event of events) {
        video.addEventListener(event, update);
      }
    };
    on(["play", "playing", "pause", "ended", "emptied"], () => {
      classList.toggle("playing", !video.paused);
      this.#stirred();
    });
    on(["playing", "seeked", "timeupdate"], () => classList.toggle("started", video.currentTime > 0 || !video.paused));
    on(["emptied"], () => classList.remove("started"));
    on(["waiting", "seeking"], () => classList.add("waiting"));
    on(["playing", "seeked", "canplay", "pause", "emptied"], () => classList.remove("waiting"));
  }

  #followPointer(actions: { togglePlay(): void; toggleFullscreen(): void }): void {
    const stir = () => this.#stirred();
    for (const event of ["pointermove", "pointerdown", "focusin", "keydown"]) {
      this.element.addEventListener(event, stir);
    }
    let wasIdle = false;
    this.element.addEventListener(
      "pointerdown",
      () => {
        wasIdle = this.element.classList.contains("idle");
      },
      { capture: true },
    );
    this.#video.addEventListener("click", (event) => {
      // A first touch brings the controls back; only one that sees them acts.
      if (!(isTouch(event) && wasIdle)) {
        actions.togglePlay();
      }
    });
    this.#video.addEventListener("dblclick", () => actions.toggleFullscreen());
  }

  /** Shows the controls, and hides them again if nothing happens while the video plays. */
  #stirred(): void {
    const { classList } = this.element;
    classList.remove("idle");
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      const inUse = this.element.querySelector(".menu:not([hidden]), .bar :focus-visible, .bar:hover") !== null;
      classList.toggle("idle", !this.#video.paused && !inUse);
    }, IDLE_AFTER);
  }
}

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent && event.pointerType === "touch";
}
