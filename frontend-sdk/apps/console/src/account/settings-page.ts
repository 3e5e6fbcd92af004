import { type Account, type AccountPatch, type PlaybackPolicy, SluiceError } from "@sluice/client";
import { linesOf } from "../keys/inputs.js";
import type { Page, PageContext } from "../page.js";
import { select } from "../ui/choices.js";
import { field } from "../ui/controls.js";
import { fill, h } from "../ui/dom.js";
import { frame, panel } from "../ui/frame.js";
import { Notice } from "../ui/notice.js";
import { toast } from "../ui/toast.js";
import { explained } from "../words.js";
import { BrandForm } from "./brand-form.js";

const LIFETIMES: [label: string, seconds: string][] = [
  ["10 minutes", "600"],
  ["1 hour", "3600"],
  ["6 hours", "21600"],
  ["1 day", "86400"],
  ["7 days", "604800"],
];

/** Name, brand, domains and defaults of the own tenant. */
export class SettingsPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Settings";
  readonly #context: PageContext;
  readonly #notice = new Notice();
  readonly #content = h("div", {});
  readonly #end = new AbortController();
  #version: string | undefined;

  constructor(context: PageContext) {
    this.#context = context;
    this.element = frame(
      { title: this.title, intro: "How your tenant is called and looks, and what holds when a call does not say." },
      this.#notice.element,
      this.#content,
    );
    void this.#load();
  }

  dispose(): void {
    this.#end.abort();
  }

  async #load(): Promise<void> {
    try {
      const response = await this.#context.client.account.getAccountRaw({}, { signal: this.#end.signal });
      this.#version = response.raw.headers.get("ETag") ?? undefined;
      this.#show(await response.value());
      this.#notice.hide();
    } catch (error) {
      if (!this.#context.failed(error)) {
        this.#notice.show(error, () => void this.#load());
      }
    }
  }

  #show(account: Account): void {
    const { caller } = this.#context;
    const mayWrite = caller.may("account:write") && !caller.isTest;
    const reason = caller.isTest
      ? "Both environments share the settings: they are changed in the live one."
      : "You may look at the settings, but not change them.";
    const name = h("input", { required: true, maxlength: 200, value: account.name });
    const brand = new BrandForm(account.brand);
    const domains = h(
      "textarea",
      { rows: 3, spellcheck: "false", placeholder: "video.example.com" },
      account.domains.join("\n"),
    );
    const policy = select(
      [
        ["Signed: plays only with a token", "SIGNED"],
        ["Public: plays for anybody", "PUBLIC"],
      ],
      account.defaults.playbackPolicy ?? "SIGNED",
    );
    const lifetime = lifetimes(account.defaults.tokenLifetime);
    const error = h("p", { class: "form-error", role: "alert" });
    const save = h("button", { type: "submit", class: "button primary" }, "Save");
    const fieldset = h(
      "fieldset",
      { class: "plain-set", disabled: !mayWrite },
      panel("Tenant", field("Name", name), h("p", { class: "hint code" }, account.id)),
      panel("Brand", brand.element),
      panel(
        "Domains",
        field(
          "Host names of your pages, one a line",
          domains,
          h("p", { class: "hint" }, "Their https pages may call the API. A domain belongs to one tenant only."),
        ),
      ),
      panel(
        "Defaults",
        h(
          "div",
          { class: "form-grid" },
          field("New playback ids are", policy),
          field("Playback tokens are good for", lifetime),
        ),
      ),
      error,
      mayWrite ? h("div", { class: "form-buttons" }, save) : h("p", { class: "hint" }, reason),
    );
    const submit = async (event: SubmitEvent) => {
      event.preventDefault();
      save.disabled = true;
      fill(error);
      try {
        await this.#save({
          name: name.value.trim(),
          brand: brand.value,
          domains: linesOf(domains.value.toLowerCase()),
          defaults: { playbackPolicy: policy.value as PlaybackPolicy, tokenLifetime: Number(lifetime.value) },
        });
      } catch (reason) {
        fill(error, ...explained(reason));
      }
      save.disabled = false;
    };
    fill(this.#content, h("form", { class: "stack", onsubmit: (event: SubmitEvent) => void submit(event) }, fieldset));
  }

  async #save(accountPatch: AccountPatch): Promise<void> {
    const condition = this.#version === undefined ? {} : { ifMatch: this.#version };
    try {
      const response = await this.#context.client.account.updateAccountRaw({ accountPatch, ...condition });
      this.#version = response.raw.headers.get("ETag") ?? undefined;
      this.#show(await response.value());
      toast("Saved.");
    } catch (error) {
      if (error instanceof SluiceError && error.status === 412) {
        throw new Error(
          "Somebody changed the settings meanwhile. Reload the page to see them, then make your changes again.",
        );
      }
      throw error;
    }
  }
}

/** The usual ones, and the one there is. */
function lifetimes(current: number | undefined): HTMLSelectElement {
  const chosen = String(current ?? 3_600);
  const known = LIFETIMES.some(([, seconds]) => seconds === chosen);
  return select(known ? LIFETIMES : [...LIFETIMES, [`${chosen} seconds`, chosen]], chosen);
}
