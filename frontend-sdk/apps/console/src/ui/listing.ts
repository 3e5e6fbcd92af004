import type { PageContext } from "../page.js";
import { button } from "./controls.js";
import { type Child, fill, h } from "./dom.js";
import { Notice } from "./notice.js";

interface ListingOptions<T> {
  /** What it lists, for screen readers. */
  label: string;
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<{ items: T[]; nextCursor?: string }>;
  row: (item: T) => HTMLElement;
  /** What to say, and to offer, where there is nothing. */
  empty: () => Child[];
}

const SKELETONS = 4;

/** A list that comes page by page: rows without content at first, then what there is, or what to do if there is nothing. */
export class Listing<T> {
  readonly element: HTMLElement;
  readonly #options: ListingOptions<T>;
  readonly #context: PageContext;
  readonly #rows: HTMLElement;
  readonly #notice = new Notice();
  readonly #more: HTMLButtonElement;
  #loading = new AbortController();
  #cursor: string | undefined;

  constructor(context: PageContext, options: ListingOptions<T>) {
    this.#context = context;
    this.#options = options;
    this.#rows = h("ul", { class: "rows", role: "list", "aria-label": options.label, "aria-busy": "true" });
    this.#more = button("Load more", {}, () => void this.#loadMore());
    this.#more.hidden = true;
    this.element = h("div", { class: "listing" }, this.#notice.element, this.#rows, this.#more);
    fill(this.#rows, ...Array.from({ length: SKELETONS }, skeletonRow));
  }

  dispose(): void {
    this.#loading.abort();
  }

  /** Asks for the first page; what is shown stays until it is there. */
  async reload(): Promise<void> {
    await this.#ask(undefined, () => void this.reload());
  }

  async #loadMore(): Promise<void> {
    const shown = this.#rows.childElementCount;
    await this.#ask(this.#cursor, () => void this.#loadMore());
    const next = this.#rows.children[shown];
    next?.querySelector<HTMLElement>("a, button")?.focus();
  }

  async #ask(cursor: string | undefined, retry: () => void): Promise<void> {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    this.#more.disabled = true;
    try {
      const { items, nextCursor } = await this.#options.load(cursor, signal);
      if (!signal.aborted) {
        this.#adopt(items, cursor !== undefined, nextCursor);
      }
    } catch (error) {
      if (!signal.aborted && !this.#context.failed(error)) {
        this.#notice.show(error, retry);
        if (this.#rows.hasAttribute("aria-busy")) {
          fill(this.#rows);
          this.#rows.removeAttribute("aria-busy");
        }
      }
    }
    this.#more.disabled = false;
  }

  #adopt(items: T[], appended: boolean, nextCursor: string | undefined): void {
    this.#notice.hide();
    this.#rows.removeAttribute("aria-busy");
    const rows = items.map((item) => this.#options.row(item));
    if (appended) {
      this.#rows.append(...rows);
    } else {
      fill(this.#rows, ...(rows.length > 0 ? rows : [h("li", { class: "empty" }, ...this.#options.empty())]));
    }
    this.#cursor = nextCursor;
    this.#more.hidden = nextCursor === undefined;
  }
}

interface Row {
  title: Child;
  /** Where the row leads. */
  href?: string;
  pills?: Child[];
  /** Short facts, shown one after the other. */
  facts: Child[];
  body?: Child[];
  actions?: Child[];
}

/** One thing of a list. */
export function row({ title, href, pills = [], facts, body = [], actions = [] }: Row): HTMLElement {
  const name = href === undefined ? title : h("a", { href, class: "row-link" }, title);
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      { class: "row-main" },
      h("div", { class: "row-head" }, h("h2", { class: "row-title" }, name), ...pills),
      h("p", { class: "row-facts" }, ...facts.filter(Boolean).map((fact) => h("span", {}, fact))),
      ...body,
    ),
    actions.some(Boolean) && h("div", { class: "row-actions" }, ...actions),
  );
}

export function pill(text: string, tone: "good" | "busy" | "waiting" | "bad" = "waiting"): HTMLElement {
  return h("span", { class: "pill", "data-tone": tone }, text);
}

function skeletonRow(): HTMLElement {
  return h(
    "li",
    { class: "row skeleton", "aria-hidden": "true" },
    h("div", { class: "row-main" }, h("p", { class: "line" }), h("p", { class: "line short" })),
  );
}
