import type { SluiceClient } from "@sluice/client";
import { unfinishedUploads } from "./unfinished.js";
import { UploadItem } from "./upload-item.js";

const AT_ONCE = 3;

/** The files this page is uploading, a few at a time. Tells `change` when anything about them does, and `done`. */
export class UploadQueue extends EventTarget {
  readonly #client: SluiceClient;
  #items: UploadItem[] = [];
  #doneBefore = 0;

  constructor(client: SluiceClient) {
    super();
    this.#client = client;
    this.#items = unfinishedUploads.all().map((upload) => this.#createItem(upload));
  }

  get items(): readonly UploadItem[] {
    return this.#items;
  }

  get isBusy(): boolean {
    return this.#items.some(({ phase }) => phase === "uploading" || phase === "queued");
  }

  /** The one that brings this video's bytes, if this page does. */
  forVideo(videoId: string): UploadItem | undefined {
    return this.#items.find((item) => item.videoId === videoId && !item.isOver);
  }

  /** Uploads files; one that was begun before goes on where it was. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const begun = this.#items.find((item) => item.continues(file));
      if (begun === undefined) {
        this.#items = [this.#createItem(file), ...this.#items];
      } else {
        begun.queue(file);
      }
    }
    this.#itemChanged();
  }

  resume(item: UploadItem): void {
    item.queue();
  }

  async cancel(item: UploadItem): Promise<void> {
    this.#items = this.#items.filter((other) => other !== item);
    await item.cancel();
    this.dispatchEvent(new Event("done"));
  }

  clearFinished(): void {
    this.#items = this.#items.filter((item) => !item.isOver);
    this.#itemChanged();
  }

  /** Ends it all, as when signing out. */
  stop(): void {
    for (const item of this.#items.filter(({ phase }) => phase === "uploading" || phase === "queued")) {
      item.pause();
    }
    this.#items = [];
  }

  #createItem(source: ConstructorParameters<typeof UploadItem>[1]): UploadItem {
    return new UploadItem(this.#client, source, () => this.#itemChanged());
  }

  #itemChanged(): void {
    const running = this.#items.filter(({ phase }) => phase === "uploading").length;
    // Oldest first; starting one comes back here for the next.
    const next = this.#items.findLast(({ phase }) => phase === "queued");
    if (running < AT_ONCE && next !== undefined) {
      void next.start();
      return;
    }
    this.dispatchEvent(new Event("change"));
    const done = this.#items.filter(({ phase }) => phase === "done").length;
    if (done > this.#doneBefore) {
      this.dispatchEvent(new Event("done"));
    }
    this.#doneBefore = done;
  }
}
