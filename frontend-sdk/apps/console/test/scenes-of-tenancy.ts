import type { Page } from "playwright-core";
import type { MockBackEnd } from "./mock/back-end.js";
import { PROCESSED } from "./mock/catalogue.js";
import { aGrant, TENANT } from "./mock/records.js";
import { fill } from "./mock/sample.js";
import { ALL_SCOPES } from "./mock/tenancy.js";
import type { Scene } from "./scene.js";

const at = (path: string) => (backEnd: MockBackEnd) => {
  filled(backEnd);
  return `#/${path}`;
};
const emptyAt = (path: string) => () => `#/${path}`;
const firstOf = (name: "webhooks" | "entries" | "tenants" | "deliveries", path: string, index = 0) => {
  return (backEnd: MockBackEnd) => {
    filled(backEnd);
    return `#/${path}/${String(backEnd.tenancy[name][index]?.id)}`;
  };
};
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const inDialog = (page: Page, name: string) => page.getByRole("dialog").getByRole("button", { name }).click();

export const KEY_SCENES: Scene[] = [
  { name: "keys", prepare: at("keys"), reach: (page) => seen(page, "Laptop that was stolen") },
  { name: "keys-empty", prepare: emptyAt("keys"), reach: (page) => seen(page, "No keys yet") },
  {
    name: "key-create",
    prepare: at("keys"),
    reach: async (page) => {
      await press(page, "Create key");
      await page.getByLabel("Everything in the tenant").uncheck();
      await page.getByLabel("Read Videos").check();
    },
  },
  {
    name: "key-create-publishable",
    prepare: at("keys"),
    reach: async (page) => {
      await press(page, "Create key");
      await page.getByRole("radio", { name: /Publishable/ }).check();
      await page.getByLabel("Web origins, one a line").waitFor();
    },
  },
  {
    name: "key-secret",
    prepare: at("keys"),
    reach: async (page) => {
      await press(page, "Create key");
      await page.getByLabel("Name").fill("Website");
      await inDialog(page, "Create key");
      await seen(page, /It is shown only now/);
    },
  },
  {
    name: "key-rotate",
    prepare: at("keys"),
    reach: async (page) => {
      await press(page, "Rotate Website");
      await page.getByLabel("The old key still works for").waitFor();
    },
  },
  { name: "key-revoke", prepare: at("keys"), reach: (page) => press(page, "Revoke Website") },
];

export const PEOPLE_SCENES: Scene[] = [
  { name: "people", prepare: at("people"), reach: (page) => seen(page, "Otto Operator (otto@sluice.example)") },
  { name: "people-empty", prepare: emptyAt("people"), reach: (page) => seen(page, "Nobody yet") },
  { name: "people-invite", prepare: at("people"), reach: (page) => press(page, "Invite") },
];

export const WEBHOOK_SCENES: Scene[] = [
  { name: "webhooks", prepare: at("webhooks"), reach: (page) => seen(page, /Every delivery of the last 5 days/) },
  { name: "webhooks-empty", prepare: emptyAt("webhooks"), reach: (page) => seen(page, "No webhooks yet") },
  {
    name: "webhook-create",
    prepare: at("webhooks"),
    reach: async (page) => {
      await press(page, "Create webhook");
      await page.getByLabel("All events, new kinds as well").uncheck();
      await page.getByLabel("Videos").check();
    },
  },
  { name: "webhook", prepare: firstOf("webhooks", "webhooks", 1), reach: (page) => seen(page, "Given up") },
  {
    name: "webhook-disabled",
    prepare: firstOf("webhooks", "webhooks"),
    reach: (page) => seen(page, "Nothing was sent yet"),
  },
  {
    name: "webhook-replay",
    prepare: firstOf("webhooks", "webhooks", 1),
    reach: async (page) => {
      await press(page, "Replay events");
      await page.getByLabel("From").waitFor();
    },
  },
  { name: "delivery", prepare: firstOf("deliveries", "deliveries"), reach: (page) => seen(page, "Answered 204") },
];

export const HISTORY_SCENES: Scene[] = [
  {
    name: "events",
    prepare: at("events"),
    reach: async (page) => {
      await page.getByText("Following").waitFor();
      await page.getByText("Show the event").nth(1).click();
      await page.getByRole("region", { name: /^Event evt_/ }).waitFor();
    },
  },
  { name: "events-empty", prepare: emptyAt("events"), reach: (page) => seen(page, "Nothing has happened yet") },
  { name: "audit", prepare: at("audit"), reach: (page) => seen(page, "Create API key") },
  { name: "audit-empty", prepare: emptyAt("audit"), reach: (page) => seen(page, "Nobody has changed anything yet") },
  {
    name: "audit-filter",
    prepare: at("audit?operation=updateVideo"),
    reach: (page) => page.getByLabel("Operation").waitFor(),
  },
  {
    name: "audit-verified",
    prepare: at("audit"),
    reach: async (page) => {
      await press(page, "Verify");
      await seen(page, "All 1,204 entries are there and unchanged.");
    },
  },
  {
    name: "audit-tampered",
    prepare: (backEnd) => {
      const message = "The entry’s hash is not that of its content: it was changed after it was written.";
      const faults = [{ sequence: 17, id: "aud_01jd8wq2k30000000000000017", code: "entry_changed", message }];
      backEnd.tenancy.verification = { valid: false, checked: 17, faults };
      return at("audit")(backEnd);
    },
    reach: async (page) => {
      await press(page, "Verify");
      await seen(page, /The audit has been tampered with/);
    },
  },
  { name: "audit-entry", prepare: firstOf("entries", "audit"), reach: (page) => seen(page, "Undo this change") },
  {
    name: "audit-refused",
    prepare: firstOf("entries", "audit", 3),
    reach: (page) => seen(page, "Nothing: the call was refused."),
  },
  {
    name: "audit-undo-refused",
    prepare: (backEnd) => {
      backEnd.tenancy.undoRefusal = [409, "changed_since"];
      return firstOf("entries", "audit")(backEnd);
    },
    reach: async (page) => {
      await press(page, "Undo this change");
      await inDialog(page, "Undo");
      await seen(page, /The same fields have been changed again since/);
    },
  },
  {
    name: "object",
    prepare: (backEnd) => {
      filled(backEnd);
      return `#/objects/${(backEnd.tenancy.events[0]?.object as { id: string } | undefined)?.id}`;
    },
    reach: async (page) => {
      await seen(page, "video.created");
      await press(page, "Look");
      await seen(page, "What had changed since");
    },
  },
];

export const ACCOUNT_SCENES: Scene[] = [
  { name: "usage", prepare: at("usage"), reach: (page) => seen(page, "Used up: more is refused.") },
  {
    name: "settings",
    prepare: at("settings"),
    reach: async (page) => {
      await page.getByLabel("Text", { exact: true }).fill("#5c6b7a");
      await seen(page, /Text on background: \d\.\d : 1, good to read/);
    },
  },
  {
    name: "broken",
    prepare: (backEnd) => {
      backEnd.failing = 503;
      return "#/keys";
    },
    reach: (page) => seen(page, /Something went wrong in the server/),
  },
  {
    name: "not-allowed",
    prepare: (backEnd) => {
      backEnd.tenancy.whoami.scopes = ["videos:read"];
      return "#/keys";
    },
    reach: (page) => seen(page, "You may not see this page"),
  },
  { name: "menu", prepare: at(""), reach: (page) => press(page, /^Menu/) },
];

export const OPERATOR_SCENES: Scene[] = [
  {
    name: "tenants",
    prepare: (backEnd) => asOperator(backEnd, "tenants"),
    reach: (page) => seen(page, "Canal Museum"),
  },
  {
    name: "tenant-provision",
    prepare: (backEnd) => asOperator(backEnd, "tenants"),
    reach: (page) => press(page, "Provision tenant"),
  },
  {
    name: "tenant",
    prepare: (backEnd) => {
      asOperator(backEnd, "");
      return `#/tenants/${String(backEnd.tenancy.tenants[0]?.id)}`;
    },
    reach: (page) => seen(page, /Invoice 1881/),
  },
  {
    name: "tenant-suspend",
    prepare: (backEnd) => {
      asOperator(backEnd, "");
      return `#/tenants/${String(backEnd.tenancy.tenants[1]?.id)}`;
    },
    reach: (page) => press(page, "Suspend"),
  },
  { name: "grants", prepare: (backEnd) => asOperator(backEnd, "grants"), reach: (page) => seen(page, "Act under it") },
  {
    name: "acting",
    prepare: (backEnd) => {
      asOperator(backEnd, "");
      Object.assign(backEnd.tenancy.whoami, {
        grant: aGrant(),
        tenant: TENANT,
        scopes: [...ALL_SCOPES, "tenants:read"],
      });
      return "#/usage";
    },
    reach: (page) => seen(page, /You act for Harbour TV/),
  },
  {
    name: "test-environment",
    prepare: (backEnd) => {
      asPerson(backEnd);
      backEnd.tenancy.whoami.environment = "TEST";
      return at("webhooks")(backEnd);
    },
    reach: (page) => seen(page, "Test environment."),
  },
  {
    name: "tenant-choice",
    prepare: (backEnd) => {
      asPerson(backEnd);
      delete backEnd.tenancy.whoami.tenant;
      return undefined;
    },
    reach: (page) => seen(page, "For which tenant?"),
  },
  {
    name: "sign-in-provider",
    signedIn: false,
    prepare: (backEnd) => {
      backEnd.provider.enabled = true;
      return undefined;
    },
    reach: (page) => seen(page, /Sign in with 127/),
  },
];

function filled(backEnd: MockBackEnd): void {
  backEnd.progressStep = 0;
  const video = backEnd.add({ ...PROCESSED, title: "Harbour at dawn", state: "READY", playable: true, progress: 100 });
  fill(backEnd.tenancy, { ...video });
}

export function asPerson({ tenancy }: MockBackEnd): void {
  const person = { issuer: "https://id.example", subject: "42", email: "ada@harbour.example", name: "Ada Lock" };
  const other = { id: "ten_01jd8wq2k30000000000000002", name: "Canal Museum" };
  tenancy.whoami = {
    kind: "PERSON",
    tenant: TENANT,
    environment: "LIVE",
    person,
    roles: ["OWNER"],
    scopes: ALL_SCOPES,
    tenants: [TENANT, other],
  };
}

export function asOperator(backEnd: MockBackEnd, path: string): string {
  filled(backEnd);
  const person = { issuer: "https://id.example", subject: "1", email: "otto@sluice.example", name: "Otto Operator" };
  const scopes = ["tenants:read", "tenants:write", "grants:read", "grants:write"];
  backEnd.tenancy.whoami = { kind: "OPERATOR", environment: "LIVE", person, roles: ["OPERATOR"], scopes };
  return `#/${path}`;
}
