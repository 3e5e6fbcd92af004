import { SluiceClient, SluiceError } from "@sluice/client";
import { apiAddress } from "./address.js";
import type { Page } from "./page.js";
import { session } from "./session.js";
import { field } from "./ui/controls.js";
import { h, setText } from "./ui/dom.js";
import { logo } from "./ui/icons.js";
import { sentenceOf } from "./words.js";

/** Asks for the API key. */
export class SignInPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Sign in";
  readonly #key = h("input", {
    type: "password",
    required: true,
    autocomplete: "current-password",
    placeholder: "slk_…",
    spellcheck: "false",
  });
  readonly #error = h("p", { class: "form-error", role: "alert" });
  readonly #submit = h("button", { type: "submit", class: "button primary" }, "Sign in");
  readonly #done: () => void;

  constructor(done: () => void, reason?: string) {
    this.#done = done;
    const form = h(
      "form",
      { class: "sign-in-form", onsubmit: (event: SubmitEvent) => void this.#signIn(event) },
      h("h1", { tabindex: -1 }, "Sign in"),
      h("p", {}, "This console uses Sluice’s public API, with your key."),
      field("API key", this.#key),
      this.#error,
      this.#submit,
      h(
        "p",
        { class: "hint" },
        "At its first start Sluice prints a key and keeps it in ",
        h("code", {}, "data/admin-key"),
        ", readable by its owner only. The key stays in this browser until you sign out.",
      ),
      h("p", { class: "hint" }, h("a", { href: "./docs/" }, "API reference")),
    );
    setText(this.#error, reason ?? "");
    const art = h("div", { class: "sign-in-art", "aria-hidden": "true" }, logo(), h("p", {}, "Sluice"));
    this.element = h("main", { id: "content", class: "sign-in" }, art, form);
  }

  dispose(): void {}

  async #signIn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const apiKey = this.#key.value.trim();
    this.#submit.disabled = true;
    setText(this.#error, "");
    try {
      await new SluiceClient({ baseUrl: apiAddress(), apiKey }).videos.listVideos({ limit: 1 });
      session.signIn(apiKey);
      this.#done();
    } catch (error) {
      const unknown = error instanceof SluiceError && error.status === 401;
      setText(this.#error, unknown ? "This key is not known here." : sentenceOf(error));
      this.#submit.disabled = false;
      this.#key.focus();
    }
  }
}
