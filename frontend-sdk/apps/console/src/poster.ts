import type { Video } from "@sluice/client";
import { type PlaybackLinks, preferredPlaybackId } from "./playback-links.js";
import { h } from "./ui/dom.js";
import { icon } from "./ui/icons.js";

const STREAMS =
  "M-10 60C60 20 90 100 170 58S300 30 340 62M-10 96C50 66 110 128 180 92S290 70 340 100M-10 132c60-30 110 26 180-4s110-24 170 6";

/** A video's picture, asked for once the card comes into view; until then, and where there is none, a drawing. */
export class Poster {
  readonly element: HTMLElement;
  readonly #links: PlaybackLinks;
  readonly #picture = h("img", { alt: "", decoding: "async", draggable: "false" });
  readonly #symbol = h("span", { class: "poster-symbol" });
  #video: Video;
  #inView = false;
  #state: "none" | "asked" | "shown" = "none";
  #triedAt = "";

  constructor(video: Video, links: PlaybackLinks) {
    this.#video = video;
    this.#links = links;
    this.element = h("div", { class: "poster" }, placeholder(), this.#symbol, this.#picture);
    this.element.style.setProperty("--hue", String(hueOf(video.id)));
    this.#picture.addEventListener("load", () => {
      this.#state = "shown";
      this.element.classList.add("loaded");
    });
    this.#picture.addEventListener("error", () => this.#failed());
    onceInView(this.element, () => {
      this.#inView = true;
      this.#load();
    });
    this.update(video);
  }

  update(video: Video): void {
    this.#video = video;
    const symbol = video.state === "ERRORED" ? "warning" : isSoundOnly(video) ? "sound" : "film";
    this.#symbol.replaceChildren(icon(symbol));
    this.#load();
  }

  #load(): void {
    const { state, playable, progress } = this.#video;
    // The picture is one of the last things made, so a video that moved on is worth another try, one that did not is not.
    const version = `${state} ${progress}`;
    if (!this.#inView || this.#state !== "none" || !playable || isSoundOnly(this.#video) || version === this.#triedAt) {
      return;
    }
    this.#state = "asked";
    this.#triedAt = version;
    this.#ask().catch(() => this.#failed());
  }

  async #ask(): Promise<void> {
    const playbackId = preferredPlaybackId(this.#video);
    if (playbackId === undefined) {
      this.#state = "none";
      return;
    }
    this.#picture.src = (await this.#links.urlsFor(playbackId)).poster;
  }

  #failed(): void {
    this.#state = "none";
  }
}

function isSoundOnly(video: Video): boolean {
  return video.renditions.length > 0 && video.renditions.every(({ kind }) => kind === "AUDIO");
}

function placeholder(): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 320 180");
  svg.setAttribute("preserveAspectRatio", "xMidYMid slice");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", STREAMS);
  svg.append(path);
  return svg;
}

/** A steady colour per video, between green and violet: the cool side that the pages are made of. */
function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) {
    hash = (hash * 31 + char.charCodeAt(0)) % 65_521;
  }
  // Neighbours in the list have neighbouring ids; the golden ratio's multiples keep their colours apart.
  return 150 + ((hash * 0.618_034) % 1) * 130;
}

const waiting = new WeakMap<Element, () => void>();
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        observer.unobserve(target);
        waiting.get(target)?.();
      }
    }
  },
  { rootMargin: "200px" },
);

function onceInView(element: Element, seen: () => void): void {
  waiting.set(element, seen);
  observer.observe(element);
}
