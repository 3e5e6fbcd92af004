import { h } from "../ui/dom.js";
import { icon, logo } from "../ui/icons.js";
import { fileButton } from "../uploads/intake.js";
import type { UploadQueue } from "../uploads/upload-queue.js";

/** Cards without content, as large as the ones to come. */
export function skeletons(count: number): HTMLElement[] {
  return Array.from({ length: count }, () =>
    h(
      "li",
      { class: "card skeleton", "aria-hidden": "true" },
      h("div", { class: "poster" }),
      h("p", { class: "line" }),
      h("p", { class: "line short" }),
    ),
  );
}

/** What a new user sees: one thing to do. */
export function emptyState(uploads: UploadQueue | undefined): HTMLElement {
  if (uploads === undefined) {
    return h("li", { class: "empty-state" }, logo(), h("h2", {}, "There are no videos yet"));
  }
  return h(
    "li",
    { class: "empty-state" },
    logo(),
    h("h2", {}, "Upload your first video"),
    h(
      "p",
      {},
      h("span", { class: "drop-hint" }, "Drop files anywhere on this page. "),
      "Videos play within seconds, while the rest is still being prepared.",
    ),
    fileButton([icon("upload"), h("span", {}, "Choose files")], uploads),
    h("p", { class: "hint" }, "Or send it with the API: ", h("a", { href: "./docs/" }, "see the reference"), "."),
  );
}

export function filteredEmpty(): HTMLElement {
  return h("li", { class: "empty-filter" }, "No videos in this state.");
}
