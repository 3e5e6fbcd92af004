import type { SuspendedPlayback, Tenant, Usage } from "@sluice/client";
import { usageBars } from "../account/usage-bars.js";
import type { Page, PageContext } from "../page.js";
import { actUnder, grantForm } from "../people/grant-form.js";
import { Choices } from "../ui/choices.js";
import { button, field } from "../ui/controls.js";
import { confirmed, perform } from "../ui/dialog.js";
import { type Child, fill, h } from "../ui/dom.js";
import { facts, frame } from "../ui/frame.js";
import { pill } from "../ui/listing.js";
import { Notice } from "../ui/notice.js";
import { when } from "../ui/time.js";
import { toast } from "../ui/toast.js";
import { capitalised, sentenceOf } from "../words.js";
import { LimitFields } from "./limit-fields.js";

/** A tenant as the installation's operators see it. */
export class TenantPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Tenant";
  readonly #context: PageContext;
  readonly #tenantId: string;
  readonly #notice = new Notice();
  readonly #about = h("section", { class: "panel", "aria-label": "Tenant", hidden: true });
  readonly #usage = h("div", { class: "usage-place" });
  readonly #end = new AbortController();

  constructor(context: PageContext, tenantId: string) {
    this.#context = context;
    this.#tenantId = tenantId;
    const back = { label: "Tenants", href: "#/tenants" };
    this.element = frame({ title: this.title, back }, this.#notice.element, this.#about, this.#usage);
    void this.#load();
  }

  dispose(): void {
    this.#end.abort();
  }

  async #load(): Promise<void> {
    const { tenants, usage: usages } = this.#context.client;
    const { signal } = this.#end;
    try {
      const [tenant, usage] = await Promise.all([
        tenants.getTenant({ tenantId: this.#tenantId }, { signal }),
        usages.getTenantUsage({ tenantId: this.#tenantId }, { signal }),
      ]);
      this.#show(tenant, usage);
      this.#notice.hide();
    } catch (error) {
      if (!this.#context.failed(error)) {
        this.#notice.show(error, () => void this.#load());
      }
    }
  }

  #show(tenant: Tenant, usage: Usage): void {
    this.#context.titled(tenant.name);
    this.#about.hidden = false;
    const { suspension } = tenant;
    fill(
      this.#about,
      h(
        "div",
        { class: "row-head" },
        h("h2", {}, tenant.name),
        pill(capitalised(tenant.state), tenant.state === "ACTIVE" ? "good" : "bad"),
      ),
      suspension &&
        h(
          "p",
          { class: "row-note bad" },
          `Suspended; playback ${suspension.playback === "CONTINUE" ? "goes on" : "has stopped"}. ${suspension.reason ?? ""}`,
        ),
      facts([
        ["Id", h("code", {}, tenant.id)],
        ["Your id", tenant.externalId],
        ["Domains", tenant.domains.length > 0 && tenant.domains.join(", ")],
        ["Created", when(tenant.createdAt)],
      ]),
      h("div", { class: "form-buttons" }, ...this.#actions(tenant)),
    );
    fill(this.#usage, usageBars(usage));
  }

  #actions(tenant: Tenant): Child[] {
    const { caller } = this.#context;
    const act =
      caller.isOperator && caller.whoami.grant === undefined && button("Act for it", {}, () => void this.#act(tenant));
    if (!caller.may("tenants:write") || tenant.state === "DELETED") {
      return [act];
    }
    const isActive = tenant.state === "ACTIVE";
    return [
      act,
      button("Limits", { icon: "edit" }, () => void this.#limits(tenant)),
      isActive
        ? button("Suspend", { kind: "danger" }, () => void this.#suspend(tenant))
        : button(
            "Resume",
            {},
            () =>
              void this.#attempt("Resumed.", () => this.#context.client.tenants.resumeTenant({ tenantId: tenant.id })),
          ),
      !isActive && button("Delete", { icon: "trash", kind: "danger" }, () => void this.#delete(tenant)),
    ];
  }

  async #act(tenant: Tenant): Promise<void> {
    const grant = await grantForm(this.#context, tenant);
    if (grant !== undefined) {
      actUnder(this.#context, grant);
    }
  }

  async #limits(tenant: Tenant): Promise<void> {
    const limits = new LimitFields(tenant.limits);
    const changed = await perform({
      title: `Limits of ${tenant.name}`,
      body: [limits.element],
      action: "Save",
      submit: () =>
        this.#context.client.tenants.updateTenant({ tenantId: tenant.id, tenantPatch: { limits: limits.value } }),
    });
    if (changed !== undefined) {
      await this.#load();
    }
  }

  async #suspend(tenant: Tenant): Promise<void> {
    const playback = new Choices<SuspendedPlayback>(
      "radio",
      "Playback",
      [
        {
          value: "CONTINUE",
          label: "Goes on",
          hint: "Viewers notice nothing; people and programs of the tenant are locked out.",
        },
        { value: "STOP", label: "Stops within a second", hint: "Viewers see an error." },
      ],
      ["CONTINUE"],
    );
    const reason = h("input", { maxlength: 500 });
    const suspended = await perform({
      title: `Suspend ${tenant.name}?`,
      body: [playback.element, field("Reason (optional)", reason)],
      action: "Suspend",
      kind: "danger",
      submit: () =>
        this.#context.client.tenants.suspendTenant({
          tenantId: tenant.id,
          tenantSuspension: {
            playback: playback.one ?? "CONTINUE",
            ...(reason.value.trim() !== "" && { reason: reason.value.trim() }),
          },
        }),
    });
    if (suspended !== undefined) {
      await this.#load();
    }
  }

  async #delete(tenant: Tenant): Promise<void> {
    const sure = await confirmed({
      title: `Delete ${tenant.name}?`,
      body: [h("p", {}, "All of its videos, people, keys and history are deleted. This cannot be undone.")],
      action: "Delete for good",
      kind: "danger",
    });
    if (sure) {
      await this.#attempt("Deleted.", () => this.#context.client.tenants.deleteTenant({ tenantId: tenant.id }));
    }
  }

  async #attempt(done: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      toast(done);
      await this.#load();
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  }
}
