import { SluiceError, type Video } from "@sluice/client";
import type { Page, PageContext } from "../page.js";
import { type Pace, Poller } from "../poller.js";
import { button } from "../ui/controls.js";
import { confirmed } from "../ui/dialog.js";
import { fill, h, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/toast.js";
import { isUnsettled, sentenceOf, titleOf } from "../words.js";
import { Details } from "./details.js";
import { Facts } from "./facts.js";
import { JobPanel } from "./job-panel.js";
import { PlayerBox } from "./player-box.js";
import { Sharing } from "./sharing.js";

/** One video: to watch, to name, to share, and what became of its file. */
export class WatchPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Video";
  readonly #context: PageContext;
  readonly #videoId: string;
  readonly #poller: Poller;
  readonly #details: Details;
  readonly #facts = new Facts();
  readonly #job: JobPanel;
  readonly #sharing: Sharing;
  readonly #player: PlayerBox;
  readonly #notice = h("div", { class: "notice", role: "alert", hidden: true });
  readonly #end = new AbortController();
  #video: Video | undefined;

  constructor(context: PageContext, videoId: string) {
    this.#context = context;
    this.#videoId = videoId;
    const { caller, client, links, uploads } = context;
    this.#details = new Details(client, caller.may("videos:write"), (video) => this.#adopt(video));
    this.#job = new JobPanel(client, videoId);
    this.#player = new PlayerBox(links, () => uploads.forVideo(videoId));
    this.#sharing = new Sharing(client, caller.may("playback-ids:write"), () => this.#poller.poke());
    this.element = h(
      "main",
      { id: "content", class: "page watch" },
      h("a", { class: "button quiet back", href: "#/" }, icon("back"), h("span", {}, "Library")),
      this.#notice,
      h(
        "div",
        { class: "watch-columns" },
        h("div", { class: "watch-main" }, this.#player.element, this.#details.element),
        h("aside", { class: "watch-side" }, this.#sharing.element, this.#job.element, this.#more()),
        this.#facts.element,
      ),
    );
    this.#poller = new Poller(
      (signal) => this.#refresh(signal),
      (error) => this.#failed(error),
    );
    uploads.addEventListener("done", () => this.#poller.poke(), { signal: this.#end.signal });
    this.#poller.poke();
  }

  dispose(): void {
    this.#poller.stop();
    this.#end.abort();
    this.#player.dispose();
  }

  #more(): HTMLElement {
    const { caller } = this.#context;
    const history =
      caller.may("audit:read") &&
      h("a", { class: "button", href: `#/objects/${this.#videoId}` }, icon("retry"), h("span", {}, "History"));
    const remove =
      caller.may("videos:write") &&
      button("Delete video", { icon: "trash", kind: "danger" }, () => void this.#delete());
    return h("section", { class: "panel plain" }, history, remove);
  }

  async #refresh(signal: AbortSignal): Promise<Pace> {
    const before = this.#video;
    const response = await this.#context.client.videos.getVideoRaw({ videoId: this.#videoId }, { signal });
    const video = await response.value();
    this.#details.version = response.raw.headers.get("ETag") ?? undefined;
    this.#notice.hidden = true;
    this.#adopt(video);
    await this.#job.refresh(video, signal);
    if (!isUnsettled(video)) {
      return "idle";
    }
    const moved =
      before?.state !== video.state || before.progress !== video.progress || before.playable !== video.playable;
    return moved ? "moving" : "still";
  }

  #adopt(video: Video): void {
    this.#video = video;
    this.element.classList.add("known");
    this.#context.titled(titleOf(video));
    this.#details.show(video);
    this.#facts.show(video);
    this.#sharing.show(video);
    this.#player.show(video);
  }

  async #delete(): Promise<void> {
    const name = this.#video === undefined ? "this video" : `“${titleOf(this.#video)}”`;
    const sure = await confirmed({
      title: `Delete ${name}?`,
      body: [
        h("p", {}, "Its file, its renditions and all of its links are gone for good. Playback stops within seconds."),
      ],
      action: "Delete",
      kind: "danger",
    });
    if (!sure) {
      return;
    }
    try {
      await this.#context.client.videos.deleteVideo({ videoId: this.#videoId });
      toast("Deleted.");
      location.hash = "#/";
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  }

  #failed(error: unknown): void {
    if (this.#context.failed(error)) {
      return;
    }
    if (error instanceof SluiceError && (error.status === 404 || error.status === 400)) {
      this.#poller.stop();
      this.#player.dispose();
      const heading = h("h1", { tabindex: -1 }, "This video does not exist");
      fill(
        this.element,
        heading,
        h("p", {}, "It was deleted, or the address is wrong. ", h("a", { href: "#/" }, "Go to the library")),
      );
      this.element.classList.add("nothing");
      return;
    }
    this.#notice.hidden = false;
    const sentence = h("p", {});
    setText(sentence, sentenceOf(error));
    fill(
      this.#notice,
      icon("warning"),
      sentence,
      button("Try again", {}, () => this.#poller.poke()),
    );
  }
}
