import type { ApiKey, ApiKeyState } from "@sluice/client";
import type { Page, PageContext } from "../page.js";
import { segments, select } from "../ui/choices.js";
import { button, field } from "../ui/controls.js";
import { confirmed, perform } from "../ui/dialog.js";
import { type Child, h } from "../ui/dom.js";
import { frame } from "../ui/frame.js";
import { Listing, pill, row } from "../ui/listing.js";
import { showSecret } from "../ui/secret.js";
import { when } from "../ui/time.js";
import { toast } from "../ui/toast.js";
import { capitalised, sentenceOf } from "../words.js";
import { createKey } from "./create-key.js";
import { editKey } from "./edit-key.js";
import { OVERLAPS } from "./inputs.js";
import { scopesInWords } from "./scopes.js";

/** The credentials of programs. */
export class KeysPage implements Page {
  readonly element: HTMLElement;
  readonly title = "API keys";
  readonly #context: PageContext;
  readonly #list: Listing<ApiKey>;
  readonly #mayWrite: boolean;
  #state: ApiKeyState | undefined;

  constructor(context: PageContext) {
    this.#context = context;
    this.#mayWrite = context.caller.may("api-keys:write");
    this.#list = new Listing<ApiKey>(context, {
      label: "API keys",
      load: (cursor, signal) =>
        context.client.apiKeys.listApiKeys(
          { ...(cursor !== undefined && { cursor }), ...(this.#state !== undefined && { state: this.#state }) },
          { signal },
        ),
      row: (key) => this.#row(key),
      empty: () => this.#empty(),
    });
    const states = segments<ApiKeyState | undefined>(
      "Show",
      [
        ["All", undefined],
        ["Active", "ACTIVE"],
        ["Expired", "EXPIRED"],
        ["Revoked", "REVOKED"],
      ],
      undefined,
      (state) => {
        this.#state = state;
        void this.#list.reload();
      },
    );
    const create = this.#mayWrite && button("Create key", { icon: "plus", kind: "primary" }, () => void this.#create());
    const intro =
      "Programs sign in with keys. Give each one its own, with no more than it needs, so that you can end it alone.";
    this.element = frame(
      { title: this.title, intro, actions: [create] },
      h("div", { class: "filters" }, states),
      this.#list.element,
    );
    void this.#list.reload();
  }

  dispose(): void {
    this.#list.dispose();
  }

  #empty(): Child[] {
    return this.#state === undefined
      ? [h("h2", {}, "No keys yet"), h("p", {}, "Create one for each program that is to use the API.")]
      : [h("p", {}, "No keys in this state.")];
  }

  #row(key: ApiKey): HTMLElement {
    const isOwn = key.id === this.#context.caller.whoami.apiKey?.id;
    const isActive = key.state === "ACTIVE";
    return row({
      title: key.name,
      pills: [
        pill(capitalised(key.state), isActive ? "good" : "bad"),
        pill(capitalised(key.kind)),
        pill(capitalised(key.environment), key.environment === "TEST" ? "busy" : "waiting"),
        isOwn && pill("This one", "good"),
      ],
      facts: [
        h("code", {}, key.hint),
        key.lastUsedAt === undefined ? "Never used" : h("span", {}, "Last used ", when(key.lastUsedAt)),
        isActive && (key.expiresAt === undefined ? "Does not expire" : h("span", {}, "Expires ", when(key.expiresAt))),
        h("span", {}, "Created ", when(key.createdAt)),
      ],
      body: [
        h("p", { class: "row-note" }, scopesInWords(key.scopes)),
        key.origins !== undefined &&
          key.origins.length > 0 &&
          h("p", { class: "row-note" }, `From ${key.origins.join(", ")}`),
        key.replacedBy !== undefined &&
          isActive &&
          h("p", { class: "row-note" }, "Replaced: it works only until it expires."),
      ],
      actions: this.#mayWrite && isActive ? this.#actions(key, isOwn) : [],
    });
  }

  #actions(key: ApiKey, isOwn: boolean): HTMLElement[] {
    const actions = [
      button("Edit", {}, () => void this.#changed(editKey(this.#context, key))),
      button("Rotate", {}, () => void this.#rotate(key)),
      button("Revoke", { kind: "danger" }, () => void this.#revoke(key, isOwn)),
    ];
    for (const action of actions) {
      action.setAttribute("aria-label", `${action.textContent} ${key.name}`);
    }
    return actions;
  }

  async #changed(change: Promise<unknown>): Promise<void> {
    if ((await change) !== undefined) {
      await this.#list.reload();
    }
  }

  async #create(): Promise<void> {
    const created = await createKey(this.#context);
    if (created !== undefined) {
      await this.#reveal("Your new key", created);
    }
  }

  async #rotate(key: ApiKey): Promise<void> {
    const overlap = select(OVERLAPS, "86400");
    const replacement = await perform({
      title: `Rotate “${key.name}”?`,
      body: [
        h(
          "p",
          {},
          "You get a new key with the same name, scopes and origins. Until the end of the overlap both work, so that nothing breaks while you replace it.",
        ),
        field("The old key still works for", overlap),
      ],
      action: "Rotate",
      submit: () =>
        this.#context.client.apiKeys.rotateApiKey({
          apiKeyId: key.id,
          apiKeyRotation: { overlap: Number(overlap.value) },
        }),
    });
    if (replacement !== undefined) {
      await this.#reveal("The replacement", replacement);
    }
  }

  async #reveal(title: string, key: ApiKey): Promise<void> {
    const reload = this.#list.reload();
    await showSecret(title, [[key.name, key.secret ?? ""]], `Send it as “Authorization: Bearer ${key.hint}”.`);
    await reload;
  }

  async #revoke(key: ApiKey, isOwn: boolean): Promise<void> {
    const sure = await confirmed({
      title: `Revoke “${key.name}”?`,
      body: [
        h("p", {}, "Whatever uses it is refused from now on. This cannot be undone."),
        isOwn &&
          h("p", {}, h("strong", {}, "This console is signed in with it: you will have to sign in with another one.")),
      ],
      action: "Revoke",
      kind: "danger",
    });
    if (!sure) {
      return;
    }
    try {
      await this.#context.client.apiKeys.revokeApiKey({ apiKeyId: key.id });
      toast(`“${key.name}” is revoked.`);
      await this.#list.reload();
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  }
}
