import { SluiceClient, SluiceError } from "@sluice/client";
import { findProvider, leaveFor, type Provider } from "./access/provider.js";
import { apiAddress } from "./address.js";
import type { Page } from "./page.js";
import { session } from "./session.js";
import { button, field } from "./ui/controls.js";
import { fill, h, setText } from "./ui/dom.js";
import { logo } from "./ui/icons.js";
import { explained, sentenceOf } from "./words.js";

const PATIENCE = 600;

/** Asks who is there: with the identity provider, where there is one, or with an API key. */
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
  readonly #person = h("div", { class: "sign-in-person", hidden: true });
  readonly #done: () => void;

  constructor(done: () => void, reason?: string) {
    this.#done = done;
    const form = h(
      "form",
      { class: "sign-in-form", onsubmit: (event: SubmitEvent) => void this.#signIn(event) },
      h("h1", { tabindex: -1 }, "Sign in"),
      this.#person,
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
    // Nothing is to jump once the answer is there; without one, the key's form does not wait for long.
    this.element.classList.add("asking");
    const known = () => this.element.classList.remove("asking");
    const patience = setTimeout(known, PATIENCE);
    void this.#offerProvider().finally(() => {
      clearTimeout(patience);
      known();
    });
  }

  dispose(): void {}

  async #offerProvider(): Promise<void> {
    const provider = await findProvider();
    if (provider === undefined) {
      return;
    }
    const leave = button(`Sign in with ${hostOf(provider)}`, { kind: "primary" }, () => void this.#leave(provider));
    this.#submit.classList.remove("primary");
    setText(this.#submit, "Sign in with the key");
    fill(this.#person, leave, h("p", { class: "or" }, "or"));
    this.#person.hidden = false;
  }

  async #leave(provider: Provider): Promise<void> {
    try {
      await leaveFor(provider);
    } catch (error) {
      setText(this.#error, sentenceOf(error));
    }
  }

  async #signIn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const apiKey = this.#key.value.trim();
    this.#submit.disabled = true;
    setText(this.#error, "");
    try {
      await new SluiceClient({ baseUrl: apiAddress(), apiKey }).account.whoAmI();
      session.signIn(apiKey);
      this.#done();
    } catch (error) {
      const unknown = error instanceof SluiceError && error.status === 401;
      fill(this.#error, ...(unknown ? ["This key is not known here."] : explained(error)));
      this.#submit.disabled = false;
      this.#key.focus();
    }
  }
}

function hostOf({ authorizationEndpoint }: Provider): string {
  return new URL(authorizationEndpoint).host;
}
