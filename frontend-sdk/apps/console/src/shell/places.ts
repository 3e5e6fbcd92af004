import type { Caller } from "../access/caller.js";
import type { Section } from "../routes.js";

/** A page of the navigation. */
export interface Place {
  section: Section;
  label: string;
  href: string;
}

const ALL: (Omit<Place, "href"> & { scopes: string[] })[] = [
  { section: "library", label: "Library", scopes: ["videos:read"] },
  { section: "events", label: "Events", scopes: ["events:read"] },
  { section: "webhooks", label: "Webhooks", scopes: ["webhooks:read"] },
  { section: "audit", label: "Audit", scopes: ["audit:read"] },
  { section: "keys", label: "API keys", scopes: ["api-keys:read"] },
  { section: "people", label: "People", scopes: ["members:read", "grants:read"] },
  { section: "usage", label: "Usage", scopes: ["account:read"] },
  { section: "settings", label: "Settings", scopes: ["account:read"] },
];

/** The pages that this caller may see: those of the tenant, and for operators those of the installation. */
export function placesOf(caller: Caller): Place[] {
  const own = caller.hasTenant ? ALL.filter(({ scopes }) => scopes.some((scope) => caller.may(scope))) : [];
  const places = own.map(({ section, label }) => ({
    section,
    label,
    href: section === "library" ? "#/" : `#/${section}`,
  }));
  if (caller.may("tenants:read")) {
    places.push({ section: "tenants", label: "Tenants", href: "#/tenants" });
  }
  if (caller.isOperator) {
    places.push({ section: "grants", label: "Grants", href: "#/grants" });
  }
  return places;
}
