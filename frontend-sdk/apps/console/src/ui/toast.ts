import { h } from "./dom.js";

const region = h("div", { class: "toasts", role: "status", "aria-live": "polite" });

/** Says something in passing, to the eye and to the ear. */
export function toast(message: string, kind: "news" | "failure" = "news"): void {
  if (!region.isConnected) {
    document.body.append(region);
  }
  const note = h("p", { class: `toast ${kind}` }, message);
  region.append(note);
  setTimeout(() => note.remove(), kind === "failure" ? 9_000 : 4_500);
}
