import type { Grant, GrantAccess } from "@sluice/client";
import type { PageContext } from "../page.js";
import { session } from "../session.js";
import { Choices, select } from "../ui/choices.js";
import { field } from "../ui/controls.js";
import { perform } from "../ui/dialog.js";
import { h } from "../ui/dom.js";

const LIFETIMES: [label: string, seconds: string][] = [
  ["15 minutes", "900"],
  ["1 hour", "3600"],
  ["4 hours", "14400"],
  ["1 day", "86400"],
];

/** Asks an operator for which tenant to act, why and for how long. */
export function grantForm({ client }: PageContext, tenant?: { id: string; name: string }): Promise<Grant | undefined> {
  const tenantId = h("input", {
    required: true,
    pattern: "ten_[0-9a-z]{26}",
    placeholder: "ten_…",
    spellcheck: "false",
    value: tenant?.id ?? "",
    readonly: tenant !== undefined,
  });
  const reason = h("input", {
    required: true,
    minlength: 3,
    maxlength: 500,
    placeholder: "Ticket 4711: uploads are stuck",
  });
  const access = new Choices<GrantAccess>(
    "radio",
    "Access",
    [
      { value: "READ", label: "Only read" },
      { value: "WRITE", label: "Read and change" },
    ],
    ["READ"],
  );
  const lifetime = select(LIFETIMES, "3600");
  return perform({
    title: tenant === undefined ? "Act for a tenant" : `Act for ${tenant.name}`,
    body: [
      h("p", {}, "The tenant sees this grant, its reason and all that is done under it."),
      field("Tenant", tenantId),
      field("Reason", reason),
      access.element,
      field("For how long", lifetime),
    ],
    action: "Begin",
    submit: () =>
      client.grants.createGrant({
        grantCreate: {
          tenantId: tenantId.value.trim(),
          reason: reason.value.trim(),
          access: access.one ?? "READ",
          expiresIn: Number(lifetime.value),
        },
      }),
  });
}

/** From now on every call is made under this grant. */
export function actUnder(context: PageContext, grant: Grant): void {
  session.choose({ grant: grant.id });
  location.hash = "#/";
  context.begin();
}
