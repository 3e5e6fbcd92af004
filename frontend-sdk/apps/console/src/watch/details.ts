import { type SluiceClient, SluiceError, type Video } from "@sluice/client";
import { ago, moment } from "../format.js";
import { button, field } from "../ui/controls.js";
import { fill, h, setText } from "../ui/dom.js";
import { sentenceOf, stateOf, titleOf } from "../words.js";

/** Title, state and description, and the form that changes them. */
export class Details {
  readonly element = h("div", { class: "details" });
  /** The version last seen, for `If-Match`. */
  version: string | undefined;
  readonly #client: SluiceClient;
  readonly #changed: (video: Video) => void;
  readonly #heading = h("h1", { tabindex: -1 });
  readonly #state = h("span", { class: "pill state" });
  readonly #meta = h("span", {});
  readonly #sentence = h("p", { class: "state-sentence" });
  readonly #description = h("p", { class: "description" });
  readonly #edit = button("Edit", { icon: "edit", kind: "quiet" }, () => this.#open());
  readonly #view = h(
    "div",
    { class: "details-view" },
    h("div", { class: "details-title" }, this.#heading, this.#edit),
    h("p", { class: "details-meta" }, this.#state, this.#meta),
    this.#sentence,
    this.#description,
  );
  #video: Video | undefined;

  constructor(client: SluiceClient, mayWrite: boolean, changed: (video: Video) => void) {
    this.#client = client;
    this.#changed = changed;
    this.#edit.hidden = !mayWrite;
    fill(this.element, this.#view);
  }

  show(video: Video): void {
    this.#video = video;
    const state = stateOf(video);
    setText(this.#heading, titleOf(video));
    setText(this.#state, state.short);
    this.#state.dataset.tone = state.tone;
    setText(this.#meta, `Added ${ago(video.createdAt, new Date())}`);
    this.#meta.title = moment(video.createdAt);
    // Where there is no picture yet, its place says this already.
    this.#sentence.hidden = video.state === "READY" || !video.playable;
    setText(this.#sentence, this.#sentence.hidden ? "" : state.sentence);
    setText(this.#description, video.description ?? "");
    this.#description.hidden = !video.description;
  }

  #open(): void {
    const video = this.#video;
    if (video === undefined) {
      return;
    }
    const title = h("input", { maxlength: 200, value: video.title ?? "" });
    const description = h("textarea", { maxlength: 5_000, rows: 4 }, video.description ?? "");
    const error = h("p", { class: "form-error", role: "alert" });
    const save = h("button", { type: "submit", class: "button primary" }, "Save");
    const submit = async (event: SubmitEvent) => {
      event.preventDefault();
      save.disabled = true;
      try {
        await this.#save(title.value.trim(), description.value.trim());
        this.#close();
      } catch (reason) {
        setText(error, sentenceOf(reason));
        save.disabled = false;
      }
    };
    const form = h(
      "form",
      { class: "details-form", onsubmit: (event: SubmitEvent) => void submit(event) },
      field("Title", title),
      field("Description", description),
      error,
      h(
        "div",
        { class: "form-buttons" },
        save,
        button("Cancel", { kind: "quiet" }, () => this.#close()),
      ),
    );
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.#close();
      }
    });
    fill(this.element, form);
    title.focus();
    title.select();
  }

  #close(): void {
    fill(this.element, this.#view);
    this.#edit.focus();
  }

  async #save(title: string, description: string): Promise<void> {
    const videoId = this.#video?.id ?? "";
    try {
      await this.#patch(videoId, title, description);
    } catch (error) {
      if (!(error instanceof SluiceError && error.status === 412)) {
        throw error;
      }
      await this.#saveAgainst(videoId, title, description);
    }
  }

  /** The transcoder changes videos too; only if a person changed the same words meanwhile has somebody to decide. */
  async #saveAgainst(videoId: string, title: string, description: string): Promise<void> {
    const seen = this.#video;
    const response = await this.#client.videos.getVideoRaw({ videoId });
    const current = await response.value();
    this.version = response.raw.headers.get("ETag") ?? undefined;
    if (current.title !== seen?.title || current.description !== seen?.description) {
      this.#changed(current);
      throw new Error(`Somebody changed it meanwhile, to “${titleOf(current)}”. Save again to replace that.`);
    }
    await this.#patch(videoId, title, description);
  }

  async #patch(videoId: string, title: string, description: string): Promise<void> {
    const response = await this.#client.videos.updateVideoRaw({
      videoId,
      videoPatch: { title: title || null, description: description || null },
      ...(this.version !== undefined && { ifMatch: this.version }),
    });
    this.version = response.raw.headers.get("ETag") ?? undefined;
    this.#changed(await response.value());
  }
}
