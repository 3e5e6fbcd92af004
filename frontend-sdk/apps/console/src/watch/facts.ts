import type { Rendition, Video } from "@sluice/client";
import { bitRate, bytes, duration, moment } from "../format.js";
import { type Child, fill, h } from "../ui/dom.js";

/** What is known of the file, and the versions made of it. */
export class Facts {
  readonly element = h("div", { class: "facts" });
  #shown = "";

  show(video: Video): void {
    const version = JSON.stringify([video.renditions, video.source, video.duration, video.updatedAt]);
    if (version !== this.#shown) {
      this.#shown = version;
      fill(this.element, renditions(video.renditions), source(video));
    }
  }
}

function renditions(list: Rendition[]): Child {
  if (list.length === 0) {
    return null;
  }
  const best = [...list].sort((a, b) => a.kind.localeCompare(b.kind) * -1 || b.bandwidth - a.bandwidth);
  const head = ["Version", "Codecs", "Average", "Peak", "Stored"].map((name) => h("th", { scope: "col" }, name));
  return h(
    "section",
    { "aria-labelledby": "renditions" },
    h("h2", { id: "renditions" }, "Versions to play"),
    h(
      "div",
      { class: "table-frame", tabindex: 0, role: "region", "aria-labelledby": "renditions" },
      h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...best.map(row))),
    ),
  );
}

function row(rendition: Rendition): HTMLElement {
  const { width, height, frameRate, codecs, averageBandwidth, bandwidth, size } = rendition;
  const name = width && height ? `${width} × ${height}` : rendition.kind === "AUDIO" ? "Sound" : rendition.id;
  const rate = frameRate === undefined ? "" : ` at ${Number(frameRate.toFixed(2))} fps`;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name, h("span", { class: "faint" }, rate)),
    h("td", { class: "code" }, codecs),
    h("td", {}, bitRate(averageBandwidth)),
    h("td", {}, bitRate(bandwidth)),
    h("td", {}, size === undefined ? "–" : bytes(size)),
  );
}

function source(video: Video): HTMLElement {
  const { source: file, width, height, frameRate } = video;
  const facts: [string, string | undefined][] = [
    ["File", file?.filename],
    ["Size", file === undefined ? undefined : bytes(file.size)],
    ["Length", video.duration === undefined ? undefined : duration(video.duration)],
    ["Picture", width && height ? `${width} × ${height}` : undefined],
    ["Frame rate", frameRate === undefined ? undefined : `${Number(frameRate.toFixed(2))} per second`],
    ["Format", [file?.container, file?.videoCodec, file?.audioCodec].filter(Boolean).join(" · ") || undefined],
    ["Your id", video.externalId],
    ["Added", moment(video.createdAt)],
    ["Video id", video.id],
  ];
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
  return h(
    "section",
    { "aria-labelledby": "source" },
    h("h2", { id: "source" }, "About the file"),
    h("dl", {}, ...known.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
  );
}
