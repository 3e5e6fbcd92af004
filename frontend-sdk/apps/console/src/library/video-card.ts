import type { Video } from "@sluice/client";
import { ago, duration } from "../format.js";
import type { PlaybackLinks } from "../playback-links.js";
import { Poster } from "../poster.js";
import { ProgressBar } from "../ui/controls.js";
import { h, setText } from "../ui/dom.js";
import type { UploadItem } from "../uploads/upload-item.js";
import { stateOf, titleOf } from "../words.js";

/** A video in the list. */
export class VideoCard {
  readonly element: HTMLElement;
  readonly #poster: Poster;
  readonly #title = h("span", { class: "card-title" });
  readonly #meta = h("p", { class: "card-meta" });
  readonly #duration = h("span", { class: "pill duration" });
  readonly #state = h("span", { class: "pill state" });
  readonly #progress = new ProgressBar("Progress");
  #video: Video;

  constructor(video: Video, links: PlaybackLinks) {
    this.#video = video;
    this.#poster = new Poster(video, links);
    this.#poster.element.append(this.#state, this.#duration, this.#progress.element);
    const link = h("a", { class: "card-link", href: `#/videos/${video.id}` }, this.#title);
    this.element = h("li", { class: "card" }, this.#poster.element, h("h2", {}, link), this.#meta);
    this.update(video, undefined);
  }

  get video(): Video {
    return this.#video;
  }

  update(video: Video, upload: UploadItem | undefined): void {
    this.#video = video;
    this.#poster.update(video);
    const state = stateOf(video);
    const uploading = upload !== undefined && video.state === "WAITING" && upload.size > 0;
    const percent = uploading ? Math.floor((upload.sent / upload.size) * 100) : video.progress;
    setText(this.#title, titleOf(video));
    setText(this.#state, uploading ? uploadInWords(upload, percent) : state.short);
    this.#state.dataset.tone = uploading ? "busy" : state.tone;
    this.#state.hidden = video.state === "READY";
    setText(this.#duration, video.duration === undefined ? "" : duration(video.duration));
    this.#duration.hidden = video.duration === undefined;
    this.#progress.element.hidden = !(uploading || video.state === "PROCESSING");
    this.#progress.value = percent;
    setText(this.#meta, metaOf(video));
  }
}

function uploadInWords(upload: UploadItem, percent: number): string {
  return upload.phase === "uploading" ? `Uploading ${percent} %` : `Upload ${upload.phase} · ${percent} %`;
}

function metaOf(video: Video): string {
  const when = ago(video.createdAt, new Date());
  if (video.state === "ERRORED") {
    return video.error?.message ?? when;
  }
  const size = video.width && video.height ? `${video.width} × ${video.height}` : undefined;
  return [when, size].filter(Boolean).join(" · ");
}
