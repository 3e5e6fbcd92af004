import type { PlaybackId, PlaybackPolicy, PlaybackUrls, SluiceClient, Video } from "@sluice/client";
import { apiAddress } from "../address.js";
import { moment } from "../format.js";
import { button, copyField, field } from "../ui/controls.js";
import { ask, confirmed } from "../ui/dialog.js";
import { fill, h, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/toast.js";
import { policyInWords, sentenceOf } from "../words.js";

const VALIDITIES: [label: string, seconds: number][] = [
  ["1 hour", 3_600],
  ["1 day", 86_400],
  ["7 days", 604_800],
];

/** The video's playback ids, and links made with them. */
export class Sharing {
  readonly element: HTMLElement;
  readonly #client: SluiceClient;
  readonly #mayWrite: boolean;
  readonly #changed: () => void;
  readonly #list = h("ul", { class: "playback-ids", role: "list" });
  readonly #validity = h("select", { onchange: () => void this.#makeLinks() });
  readonly #validityField: HTMLElement;
  readonly #until = h("p", { class: "hint" });
  readonly #link = copyField("Link for players (HLS)");
  readonly #embed = copyField("Embed in a page", { multiline: true });
  readonly #links: HTMLElement;
  #video: Video | undefined;
  #chosen: string | undefined;
  #shown = "";

  constructor(client: SluiceClient, mayWrite: boolean, changed: () => void) {
    this.#client = client;
    this.#mayWrite = mayWrite;
    this.#changed = changed;
    this.#validity.append(...VALIDITIES.map(([label, seconds]) => h("option", { value: seconds }, label)));
    this.#validityField = field("Works for", this.#validity);
    this.#links = h(
      "div",
      { class: "links" },
      this.#validityField,
      this.#link.element,
      this.#embed.element,
      this.#until,
    );
    const add = button("Add playback id", { icon: "plus", kind: "quiet" }, () => void this.#add());
    this.element = h(
      "section",
      { class: "panel", "aria-labelledby": "share" },
      h("h2", { id: "share" }, "Share"),
      this.#list,
      mayWrite && add,
      this.#links,
    );
  }

  show(video: Video): void {
    this.#video = video;
    this.element.hidden = video.state === "ERRORED";
    const version = [video.playable, ...video.playbackIds.map(({ id }) => id)].join();
    if (version === this.#shown && this.#list.childElementCount > 0) {
      return;
    }
    this.#shown = version;
    if (!video.playbackIds.some(({ id }) => id === this.#chosen)) {
      this.#chosen = video.playbackIds[0]?.id;
    }
    const none = h("li", { class: "hint" }, "It has no playback id: nobody can watch it.");
    fill(
      this.#list,
      ...(video.playbackIds.length === 0 ? [none] : video.playbackIds.map((playbackId) => this.#row(playbackId))),
    );
    void this.#makeLinks();
  }

  #row(playbackId: PlaybackId): HTMLElement {
    const { id, policy } = playbackId;
    const choose = h("input", {
      type: "radio",
      name: "playback-id",
      checked: id === this.#chosen,
      onchange: () => {
        this.#chosen = id;
        void this.#makeLinks();
      },
    });
    const remove = button(
      "Delete",
      { icon: "trash", kind: "quiet", iconOnly: true },
      () => void this.#delete(playbackId),
    );
    remove.setAttribute("aria-label", `Delete playback id ${id}`);
    const name = h(
      "span",
      { class: "playback-id" },
      h("strong", {}, policyInWords(policy)),
      h("span", { class: "code" }, id),
    );
    return h(
      "li",
      {},
      h("label", {}, choose, icon(policy === "PUBLIC" ? "globe" : "lock"), name),
      this.#mayWrite && remove,
    );
  }

  /** Makes a token of its own for the reader to give away: it has to live as long as they say. */
  async #makeLinks(): Promise<void> {
    const playbackId = this.#video?.playbackIds.find(({ id }) => id === this.#chosen);
    this.#links.hidden = playbackId === undefined || this.#video?.playable !== true;
    if (playbackId === undefined || this.#links.hidden) {
      return;
    }
    this.#validityField.hidden = playbackId.urls !== undefined;
    try {
      const { urls, until } = await this.#urlsOf(playbackId);
      if (this.#chosen === playbackId.id) {
        this.#link.show(urls.hls);
        this.#embed.show(embedCode(urls));
        setText(this.#until, until);
      }
    } catch (error) {
      this.#link.show("");
      this.#embed.show("");
      setText(this.#until, sentenceOf(error));
    }
  }

  async #urlsOf(playbackId: PlaybackId): Promise<{ urls: PlaybackUrls; until: string }> {
    if (playbackId.urls !== undefined) {
      return { urls: playbackId.urls, until: "Plays for anybody who has it, until the playback id is deleted." };
    }
    const token = await this.#client.playbackTokens.createPlaybackToken({
      playbackTokenCreate: { playbackId: playbackId.id, expiresIn: Number(this.#validity.value) },
    });
    return { urls: token.urls, until: `Can be opened until ${moment(token.expiresAt)}.` };
  }

  async #add(): Promise<void> {
    const signed = h("input", { type: "radio", name: "policy", value: "SIGNED", checked: true });
    const open = h("input", { type: "radio", name: "policy", value: "PUBLIC" });
    const policy = await ask<PlaybackPolicy>(
      {
        title: "Add a playback id",
        body: [
          h(
            "label",
            { class: "choice" },
            signed,
            h(
              "span",
              {},
              h("strong", {}, "Signed"),
              h("span", { class: "hint" }, "Plays only with a token that you make and that expires."),
            ),
          ),
          h(
            "label",
            { class: "choice" },
            open,
            h(
              "span",
              {},
              h("strong", {}, "Public"),
              h("span", { class: "hint" }, "Plays for anybody who knows the address."),
            ),
          ),
        ],
        action: "Add",
      },
      () => (open.checked ? "PUBLIC" : "SIGNED"),
    );
    const videoId = this.#video?.id;
    if (policy === undefined || videoId === undefined) {
      return;
    }
    await this.#attempt(async () => {
      this.#chosen = (await this.#client.playbackIds.createPlaybackId({ playbackIdCreate: { videoId, policy } })).id;
    });
  }

  async #delete(playbackId: PlaybackId): Promise<void> {
    const sure = await confirmed({
      title: "Delete this playback id?",
      body: [h("p", {}, "Every link and embed made with it stops working within seconds. The video stays.")],
      action: "Delete",
      kind: "danger",
    });
    if (sure) {
      await this.#attempt(() => this.#client.playbackIds.deletePlaybackId({ playbackId: playbackId.id }));
    }
  }

  async #attempt(change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
      this.#changed();
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  }
}

/** The two lines that play the video on any page. */
function embedCode(urls: PlaybackUrls): string {
  const script = new URL("player.js", apiAddress()).href;
  const attributes = [
    `src="${quoted(urls.hls)}"`,
    `poster="${quoted(urls.poster)}"`,
    `thumbnail="${quoted(urls.thumbnail)}"`,
  ];
  return `<script src="${quoted(script)}"></script>\n<sluice-player controls ${attributes.join(" ")}></sluice-player>`;
}

function quoted(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
