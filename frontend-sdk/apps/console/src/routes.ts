/** What the address bar asks for. Routes stand in the fragment, so that the pages are plain files. */
export type Route =
  | { page: Section }
  | { page: "video"; videoId: string }
  | { page: "webhook"; webhookId: string }
  | { page: "delivery"; deliveryId: string }
  | { page: "audit-entry"; auditId: string }
  | { page: "object"; objectId: string }
  | { page: "tenant"; tenantId: string }
  | { page: "unknown" };

/** Pages that stand in the navigation. */
export type Section =
  | "library"
  | "events"
  | "webhooks"
  | "audit"
  | "keys"
  | "people"
  | "usage"
  | "settings"
  | "grants"
  | "tenants";

const SECTIONS = new Set<string>([
  "events",
  "webhooks",
  "audit",
  "keys",
  "people",
  "usage",
  "settings",
  "grants",
  "tenants",
]);

/** The section that a page belongs to, for the navigation. */
const PARENTS: Record<string, Section> = {
  video: "library",
  webhook: "webhooks",
  delivery: "webhooks",
  "audit-entry": "audit",
  object: "audit",
  tenant: "tenants",
};

export function routeOf(hash: string): Route {
  const path = hash.replace(/^#\/?/, "").replace(/\?.*$/, "");
  if (path === "") {
    return { page: "library" };
  }
  if (SECTIONS.has(path)) {
    return { page: path as Section };
  }
  const [, area, id = ""] = /^([a-z]+)\/([A-Za-z0-9_]+)$/.exec(path) ?? [];
  return detailOf(area, id);
}

/** What stands behind the question mark of a route. */
export function queryOf(hash: string): URLSearchParams {
  return new URLSearchParams(/\?(.*)$/.exec(hash)?.[1] ?? "");
}

export function sectionOf({ page }: Route): Section | undefined {
  return PARENTS[page] ?? (page === "unknown" ? undefined : (page as Section));
}

function detailOf(area: string | undefined, id: string): Route {
  switch (area) {
    case "videos":
      return { page: "video", videoId: id };
    case "webhooks":
      return { page: "webhook", webhookId: id };
    case "deliveries":
      return { page: "delivery", deliveryId: id };
    case "audit":
      return { page: "audit-entry", auditId: id };
    case "objects":
      return { page: "object", objectId: id };
    case "tenants":
      return { page: "tenant", tenantId: id };
    default:
      return { page: "unknown" };
  }
}
