import { bytes, timeLeft } from "../format.js";
import { button, ProgressBar } from "../ui/controls.js";
import { h, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/toast.js";
import { sentenceOf } from "../words.js";
import type { UploadItem, UploadPhase } from "./upload-item.js";
import type { UploadQueue } from "./upload-queue.js";

/** Milliseconds after which finished uploads get out of the way. */
const STAYS = 12_000;

/** The corner where uploads can be seen and handled, whatever page is open. */
export class UploadTray {
  readonly element: HTMLElement;
  readonly #queue: UploadQueue;
  readonly #title = h("span", { class: "tray-title" });
  readonly #list = h("ul", { class: "tray-list" });
  readonly #rows = new Map<UploadItem, UploadRow>();
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(queue: UploadQueue) {
    this.#queue = queue;
    const clear = button("Clear finished", { icon: "close", kind: "quiet", iconOnly: true }, () =>
      queue.clearFinished(),
    );
    clear.classList.add("tray-clear");
    this.element = h(
      "section",
      { class: "tray", "aria-label": "Uploads" },
      h("details", { open: true }, h("summary", {}, this.#title, icon("down")), this.#list),
      clear,
    );
    queue.addEventListener("change", () => this.#update());
    this.#update();
  }

  #update(): void {
    const { items } = this.#queue;
    this.element.hidden = items.length === 0;
    const isOver = items.every((item) => item.isOver);
    this.element.classList.toggle("over", isOver);
    clearTimeout(this.#leaving);
    if (isOver && items.length > 0) {
      this.#leaveSoon();
    }
    setText(this.#title, summaryOf(items));
    for (const item of this.#rows.keys()) {
      if (!items.includes(item)) {
        this.#rows.get(item)?.element.remove();
        this.#rows.delete(item);
      }
    }
    for (const item of [...items].reverse()) {
      const known = this.#rows.get(item);
      if (known === undefined) {
        const row = new UploadRow(item, this.#queue);
        this.#rows.set(item, row);
        this.#list.prepend(row.element);
      } else {
        known.update();
      }
    }
  }

  #leaveSoon(): void {
    this.#leaving = setTimeout(() => {
      if (this.element.matches(":hover, :focus-within")) {
        this.#leaveSoon();
      } else {
        this.#queue.clearFinished();
      }
    }, STAYS);
  }
}

function summaryOf(items: readonly UploadItem[]): string {
  const open = items.filter(({ isOver }) => !isOver);
  if (open.length === 0) {
    return items.length === 1 ? "Upload complete" : `${items.length} uploads complete`;
  }
  const size = open.reduce((sum, item) => sum + item.size, 0);
  const sent = open.reduce((sum, item) => sum + item.sent, 0);
  const percent = size === 0 ? 0 : Math.floor((sent / size) * 100);
  return `${open.length === 1 ? "1 upload" : `${open.length} uploads`} · ${percent} %`;
}

/** One file in the tray. */
class UploadRow {
  readonly element: HTMLElement;
  readonly #item: UploadItem;
  readonly #queue: UploadQueue;
  readonly #status = h("p", { class: "upload-status" });
  readonly #progress: ProgressBar;
  readonly #actions = h("div", { class: "upload-actions" });
  #shownPhase: UploadPhase | undefined;

  constructor(item: UploadItem, queue: UploadQueue) {
    this.#item = item;
    this.#queue = queue;
    this.#progress = new ProgressBar(`Upload of ${item.name}`);
    this.element = h(
      "li",
      { class: "upload" },
      h("p", { class: "upload-name", title: item.name }, item.name),
      this.#actions,
      this.#progress.element,
      this.#status,
    );
    this.update();
  }

  update(): void {
    const { phase, sent, size } = this.#item;
    this.#progress.value = size === 0 ? 0 : (sent / size) * 100;
    setText(this.#status, this.#statusInWords());
    if (phase !== this.#shownPhase) {
      this.#shownPhase = phase;
      this.element.dataset.phase = phase;
      const hadFocus = this.#actions.contains(document.activeElement);
      this.#actions.replaceChildren(...this.#actionsFor(phase));
      if (hadFocus) {
        this.#actions.querySelector<HTMLElement>("a, button")?.focus();
      }
    }
  }

  #statusInWords(): string {
    const { phase, sent, size, error, rate } = this.#item;
    const amount = `${bytes(sent)} of ${bytes(size)}`;
    const words: Record<UploadPhase, () => string> = {
      queued: () => "Waiting for its turn",
      uploading: () => {
        const speed = rate.bytesPerSecond;
        return speed ? `${amount} · ${bytes(speed)}/s · ${timeLeft((size - sent) / speed)}` : amount;
      },
      paused: () => `Paused · ${amount}`,
      interrupted: () => "Interrupted. Choose the same file to go on where it stopped.",
      done: () => `${bytes(size)} · uploaded`,
      failed: () => error ?? "Failed",
      cancelled: () => "Cancelled",
    };
    return words[phase]();
  }

  #actionsFor(phase: UploadPhase): HTMLElement[] {
    const { name, videoId } = this.#item;
    const iconButton = (label: string, iconName: Parameters<typeof icon>[0], action: () => void) => {
      const element = button(label, { icon: iconName, kind: "quiet", iconOnly: true }, action);
      element.setAttribute("aria-label", `${label} ${name}`);
      return element;
    };
    const cancel = iconButton("Cancel", "close", () => void this.#cancel());
    switch (phase) {
      case "uploading":
      case "queued":
        return [iconButton("Pause", "pause", () => this.#item.pause()), cancel];
      case "paused":
        return [iconButton("Resume", "play", () => this.#queue.resume(this.#item)), cancel];
      case "failed":
        return [iconButton("Try again", "retry", () => this.#queue.resume(this.#item)), cancel];
      case "interrupted":
        return [this.#fileButton(), cancel];
      case "done":
        return [h("a", { class: "button quiet", href: `#/videos/${videoId}`, "aria-label": `View ${name}` }, "View")];
      case "cancelled":
        return [];
    }
  }

  #fileButton(): HTMLElement {
    const { name } = this.#item;
    const input = h("input", {
      type: "file",
      class: "visually-hidden",
      "aria-label": `Choose ${name} again`,
      onchange: () => {
        const [file] = input.files ?? [];
        if (file !== undefined && this.#item.continues(file)) {
          this.#queue.add([file]);
        } else if (file !== undefined) {
          toast(`That is another file. To go on, choose ${name} as it was.`, "failure");
        }
        input.value = "";
      },
    });
    return h("label", { class: "button quiet" }, input, "Choose file");
  }

  async #cancel(): Promise<void> {
    try {
      await this.#queue.cancel(this.#item);
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  }
}
