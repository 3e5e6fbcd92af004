import type { Tenant, TenantState } from "@sluice/client";
import { linesOf } from "../keys/inputs.js";
import type { Page, PageContext } from "../page.js";
import { segments } from "../ui/choices.js";
import { button, field } from "../ui/controls.js";
import { perform } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { frame } from "../ui/frame.js";
import { Listing, pill, row } from "../ui/listing.js";
import { showSecret } from "../ui/secret.js";
import { when } from "../ui/time.js";
import { capitalised } from "../words.js";
import { LimitFields } from "./limit-fields.js";

/** All tenants of the installation, for operators. */
export class TenantsPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Tenants";
  readonly #context: PageContext;
  readonly #list: Listing<Tenant>;
  #state: TenantState | undefined;

  constructor(context: PageContext) {
    this.#context = context;
    this.#list = new Listing<Tenant>(context, {
      label: "Tenants",
      load: (cursor, signal) =>
        context.client.tenants.listTenants(
          { ...(cursor !== undefined && { cursor }), ...(this.#state !== undefined && { state: this.#state }) },
          { signal },
        ),
      row: tenantRow,
      empty: () =>
        this.#state === undefined
          ? [
              h("h2", {}, "No tenants yet"),
              h("p", {}, "Provision one for each customer: each has data, people and keys of its own."),
            ]
          : [h("p", {}, "No tenants in this state.")],
    });
    const states = segments<TenantState | undefined>(
      "Show",
      [
        ["All", undefined],
        ["Active", "ACTIVE"],
        ["Suspended", "SUSPENDED"],
      ],
      undefined,
      (state) => {
        this.#state = state;
        void this.#list.reload();
      },
    );
    const provision =
      context.caller.may("tenants:write") &&
      button("Provision tenant", { icon: "plus", kind: "primary" }, () => void this.#provision());
    this.element = frame(
      { title: this.title, intro: "Whose videos nobody else sees.", actions: [provision] },
      h("div", { class: "filters" }, states),
      this.#list.element,
    );
    void this.#list.reload();
  }

  dispose(): void {
    this.#list.dispose();
  }

  async #provision(): Promise<void> {
    const name = h("input", { required: true, maxlength: 200 });
    const externalId = h("input", { maxlength: 128 });
    const owner = h("input", { type: "email", maxlength: 254, placeholder: "name@example.com" });
    const domains = h("textarea", { rows: 2, spellcheck: "false", placeholder: "video.example.com" });
    const limits = new LimitFields();
    const created = await perform({
      title: "Provision a tenant",
      body: [
        field("Name", name),
        field("Your own id for it (optional)", externalId),
        field("E-mail address of its owner (optional)", owner),
        field("Domains, one a line (optional)", domains),
        limits.element,
      ],
      action: "Provision",
      submit: () => {
        const hosts = linesOf(domains.value.toLowerCase());
        return this.#context.client.tenants.createTenant({
          tenantCreate: {
            name: name.value.trim(),
            limits: limits.value,
            ...(externalId.value.trim() !== "" && { externalId: externalId.value.trim() }),
            ...(owner.value.trim() !== "" && { ownerEmail: owner.value.trim() }),
            ...(hosts.length > 0 && { domains: hosts }),
          },
        });
      },
    });
    if (created !== undefined) {
      const secrets = created.apiKeys.map((key): [string, string] => [key.name, key.secret ?? ""]);
      await showSecret(`Keys of ${created.tenant.name}`, secrets, "Hand them to the tenant by a safe way.");
      location.hash = `#/tenants/${created.tenant.id}`;
    }
  }
}

function tenantRow(tenant: Tenant): HTMLElement {
  return row({
    title: tenant.name,
    href: `#/tenants/${tenant.id}`,
    pills: [pill(capitalised(tenant.state), tenant.state === "ACTIVE" ? "good" : "bad")],
    facts: [
      h("span", { class: "code" }, tenant.id),
      tenant.externalId,
      tenant.domains.join(", "),
      h("span", {}, "Created ", when(tenant.createdAt)),
    ],
  });
}
