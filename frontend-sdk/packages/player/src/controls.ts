import { describe, part } from "./dom.js";
import { type IconName, icon, setIcon } from "./icons.js";
import { QualityMenu } from "./quality-menu.js";
import { SeekBar, timeDisplay } from "./seek-bar.js";

/** What the control bar does with its player. */
export interface ControlTarget {
  readonly video: HTMLVideoElement;
  readonly thumbnail: string | null;
  quality: string;
  togglePlay(): void;
  toggleMuted(): void;
  toggleFullscreen(): void;
  togglePictureInPicture(): void;
}

/** The bar at the player's foot. */
export class Controls {
  readonly element: HTMLElement;
  readonly qualityMenu: QualityMenu;
  readonly #fullscreen: HTMLButtonElement;

  constructor(target: ControlTarget) {
    const { video } = target;
    this.qualityMenu = new QualityMenu((quality) => {
      target.quality = quality;
    });
    this.#fullscreen = button("fullscreen", "Full screen", "f", () => target.toggleFullscreen());
    const pip = button("pip", "Picture in picture", undefined, () => target.togglePictureInPicture());
    pip.classList.add("pip-button");
    pip.hidden = !("pictureInPictureEnabled" in document && document.pictureInPictureEnabled);
    const buttons = part(
      "div",
      "buttons",
      playButton(target),
      ...volumeControl(target),
      timeDisplay(video),
      part("div", "gap"),
      this.qualityMenu.element,
      pip,
      this.#fullscreen,
    );
    this.element = part("div", "bar", new SeekBar(video, () => target.thumbnail).element, buttons);
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", "Video controls");
  }

  showFullscreen(active: boolean): void {
    change(
      this.#fullscreen,
      active ? "fullscreenExit" : "fullscreen",
      active ? "Leave full screen" : "Full screen",
      "f",
    );
  }
}

function playButton(target: ControlTarget): HTMLButtonElement {
  const { video } = target;
  const play = button("play", "Play", "k", () => target.togglePlay());
  const update = () => {
    if (video.ended) {
      change(play, "replay", "Play again", "k");
    } else if (video.paused) {
      change(play, "play", "Play", "k");
    } else {
      change(play, "pause", "Pause", "k");
    }
  };
  for (const event of ["play", "pause", "ended", "seeking", "emptied"]) {
    video.addEventListener(event, update);
  }
  return play;
}

function volumeControl(target: ControlTarget): HTMLElement[] {
  const { video } = target;
  const mute = button("loud", "Mute", "m", () => target.toggleMuted());
  const slider = part("input", "volume");
  slider.type = "range";
  slider.min = "0";
  slider.max = "1";
  slider.step = "0.05";
  slider.setAttribute("aria-label", "Volume");
  slider.addEventListener("input", () => {
    video.volume = slider.valueAsNumber;
    video.muted = video.volume === 0;
  });
  const update = () => {
    const volume = video.muted ? 0 : video.volume;
    slider.value = String(volume);
    slider.style.setProperty("--played", String(volume));
    slider.setAttribute("aria-valuetext", `${Math.round(volume * 100)} %`);
    change(mute, volume === 0 ? "muted" : "loud", volume === 0 ? "Unmute" : "Mute", "m");
  };
  // A load drops events that were still waiting to be told, so a change just before it is looked up after it.
  for (const event of ["volumechange", "loadstart"]) {
    video.addEventListener(event, update);
  }
  update();
  return [mute, slider];
}

function button(iconName: IconName, label: string, key: string | undefined, action: () => void): HTMLButtonElement {
  const element = part("button", "button", icon(iconName));
  element.type = "button";
  describe(element, label, key);
  element.addEventListener("click", action);
  return element;
}

function change(element: HTMLButtonElement, iconName: IconName, label: string, key: string): void {
  const svg = element.querySelector("svg");
  if (svg !== null) {
    setIcon(svg, iconName);
  }
  describe(element, label, key);
}
