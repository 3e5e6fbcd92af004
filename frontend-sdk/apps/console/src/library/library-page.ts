import { type SluiceClient, SluiceError, type Video, type VideoPage, type VideoState } from "@sluice/client";
import type { Page, PageContext } from "../page.js";
import { type Pace, Poller } from "../poller.js";
import { button } from "../ui/controls.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { fileButton, importByUrl } from "../uploads/intake.js";
import { isUnsettled, sentenceOf } from "../words.js";
import { emptyState, filteredEmpty, skeletons } from "./placeholders.js";
import { VideoCard } from "./video-card.js";

const PAGE_SIZE = 24;
const ASKED_SINGLY = 12;
const FILTERS: [label: string, state: VideoState | undefined][] = [
  ["All", undefined],
  ["Ready", "READY"],
  ["Processing", "PROCESSING"],
  ["Failed", "ERRORED"],
];

/** All videos, newest first, with what is happening to them. */
export class LibraryPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Library";
  readonly #context: PageContext;
  readonly #client: SluiceClient;
  readonly #grid = h("ul", { class: "grid", role: "list" });
  readonly #notice = h("div", { class: "notice", role: "alert", hidden: true });
  readonly #more: HTMLButtonElement;
  readonly #cards = new Map<string, VideoCard>();
  readonly #poller: Poller;
  readonly #end = new AbortController();
  /** Videos of uploads begun here that the list did not have yet. */
  readonly #lookedFor = new Set<string>();
  #filter: VideoState | undefined;
  #nextCursor: string | undefined;
  readonly #mayUpload: boolean;
  #pagesShown = 0;

  constructor(context: PageContext) {
    this.#context = context;
    this.#client = context.client;
    this.#mayUpload = context.caller.may("uploads:write");
    this.#more = button("Load more", {}, () => void this.#loadMore());
    this.#more.hidden = true;
    this.element = h(
      "main",
      { id: "content", class: "page library" },
      this.#head(),
      this.#notice,
      this.#grid,
      h("div", { class: "more" }, this.#more),
    );
    fill(this.#grid, ...skeletons(8));
    this.#poller = new Poller(
      (signal) => this.#refresh(signal),
      (error) => this.#failed(error),
    );
    const { signal } = this.#end;
    context.uploads.addEventListener("change", () => this.#uploadsChanged(), { signal });
    context.uploads.addEventListener("done", () => this.#poller.poke(), { signal });
    this.#poller.poke();
  }

  dispose(): void {
    this.#poller.stop();
    this.#end.abort();
  }

  #head(): HTMLElement {
    const importButton = button("From URL", { icon: "link" }, async () => {
      if (await importByUrl(this.#client)) {
        this.#poller.poke();
      }
    });
    return h(
      "div",
      { class: "library-head" },
      h("h1", { tabindex: -1 }, "Library"),
      this.#filters(),
      h(
        "div",
        { class: "library-actions" },
        ...(this.#mayUpload
          ? [importButton, fileButton([icon("upload"), h("span", {}, "Upload")], this.#context.uploads)]
          : []),
      ),
    );
  }

  #filters(): HTMLElement {
    const choices = FILTERS.map(([label, state]) => {
      const input = h("input", {
        type: "radio",
        name: "state",
        checked: state === undefined,
        onchange: () => this.#show(state),
      });
      return h("label", {}, input, h("span", {}, label));
    });
    return h("fieldset", { class: "segments" }, h("legend", { class: "visually-hidden" }, "Show"), ...choices);
  }

  #show(filter: VideoState | undefined): void {
    this.#filter = filter;
    this.#pagesShown = 0;
    this.#nextCursor = undefined;
    this.#cards.clear();
    fill(this.#grid, ...skeletons(4));
    this.#poller.poke();
  }

  /** The first page brings what is new; videos further down that are still being worked on are asked for one by one. */
  async #refresh(signal: AbortSignal): Promise<Pace> {
    const filter = this.#filter;
    const page = await this.#client.videos.listVideos(
      { limit: PAGE_SIZE, ...(filter && { state: filter }) },
      { signal },
    );
    if (filter !== this.#filter) {
      return "moving";
    }
    const before = this.#fingerprint();
    this.#dropMissing(page);
    const onPage = new Set(page.items.map(({ id }) => id));
    const below = this.#videos().filter((video) => !onPage.has(video.id) && isUnsettled(video));
    await this.#askSingly(below.slice(0, ASKED_SINGLY), signal);
    if (this.#pagesShown <= 1) {
      this.#pagesShown = 1;
      this.#nextCursor = page.nextCursor;
    }
    this.#notice.hidden = true;
    this.#adopt(page.items);
    if (!this.#videos().some(isUnsettled)) {
      return "idle";
    }
    return before === this.#fingerprint() ? "still" : "moving";
  }

  /** Ids sort by time: a card newer than the end of the first page, and not on it, is of a video that is gone. */
  #dropMissing(page: VideoPage): void {
    const onPage = new Set(page.items.map(({ id }) => id));
    const oldest = page.nextCursor === undefined ? "" : (page.items.at(-1)?.id ?? "");
    for (const id of [...this.#cards.keys()]) {
      if (id > oldest && !onPage.has(id)) {
        this.#cards.delete(id);
      }
    }
  }

  async #askSingly(videos: Video[], signal: AbortSignal): Promise<void> {
    const ask = async ({ id }: Video) => {
      try {
        const video = await this.#client.videos.getVideo({ videoId: id }, { signal });
        this.#cards.get(id)?.update(video, this.#context.uploads.forVideo(id));
      } catch (error) {
        if (error instanceof SluiceError && error.status === 404) {
          this.#cards.delete(id);
        } else {
          throw error;
        }
      }
    };
    await Promise.all(videos.map(ask));
  }

  async #loadMore(): Promise<void> {
    this.#more.disabled = true;
    try {
      const page = await this.#client.videos.listVideos({
        limit: PAGE_SIZE,
        ...(this.#filter && { state: this.#filter }),
        ...(this.#nextCursor && { cursor: this.#nextCursor }),
      });
      this.#pagesShown += 1;
      this.#nextCursor = page.nextCursor;
      const firstNew = page.items.find(({ id }) => !this.#cards.has(id));
      this.#adopt(page.items);
      if (firstNew !== undefined) {
        this.#cards.get(firstNew.id)?.element.querySelector("a")?.focus();
      }
    } catch (error) {
      this.#failed(error);
    }
    this.#more.disabled = false;
  }

  #adopt(videos: Video[]): void {
    for (const video of videos) {
      const card = this.#cards.get(video.id) ?? new VideoCard(video, this.#context.links);
      card.update(video, this.#context.uploads.forVideo(video.id));
      this.#cards.set(video.id, card);
    }
    this.#arrange();
  }

  #videos(): Video[] {
    return [...this.#cards.values()].map(({ video }) => video);
  }

  #fingerprint(): string {
    return this.#videos()
      .map(({ id, state, progress }) => `${id} ${state} ${progress}`)
      .join();
  }

  #arrange(): void {
    const newestFirst = [...this.#cards.values()].sort((a, b) => (a.video.id < b.video.id ? 1 : -1));
    const elements = newestFirst.map(({ element }) => element);
    const isEmpty = elements.length === 0;
    this.element.classList.toggle("empty", isEmpty && this.#filter === undefined);
    if (isEmpty) {
      fill(
        this.#grid,
        this.#filter === undefined ? emptyState(this.#mayUpload ? this.#context.uploads : undefined) : filteredEmpty(),
      );
    } else if (
      elements.some((element, index) => this.#grid.children[index] !== element) ||
      this.#grid.children.length !== elements.length
    ) {
      placeInOrder(this.#grid, elements);
    }
    this.#more.hidden = this.#nextCursor === undefined;
  }

  #uploadsChanged(): void {
    for (const item of this.#context.uploads.items) {
      const { videoId } = item;
      if (videoId === undefined || item.isOver) {
        continue;
      }
      const card = this.#cards.get(videoId);
      card?.update(card.video, item);
      if (card === undefined && !this.#lookedFor.has(videoId)) {
        this.#lookedFor.add(videoId);
        this.#poller.poke();
      }
    }
  }

  #failed(error: unknown): void {
    if (this.#context.failed(error)) {
      return;
    }
    this.#notice.hidden = false;
    fill(
      this.#notice,
      icon("warning"),
      h("p", {}, sentenceOf(error)),
      button("Try again", {}, () => this.#poller.poke()),
    );
    if (this.#cards.size === 0) {
      fill(this.#grid);
    }
  }
}

/** Moves only what is out of place, so that focus and loaded pictures stay. */
function placeInOrder(parent: Element, elements: Element[]): void {
  for (const child of [...parent.children]) {
    if (!elements.includes(child)) {
      child.remove();
    }
  }
  for (const [index, element] of elements.entries()) {
    if (parent.children[index] !== element) {
      parent.insertBefore(element, parent.children[index] ?? null);
    }
  }
}
