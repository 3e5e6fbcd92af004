/** A kind of resource that scopes are about, and whether there is something to read or to write. */
interface Resource {
  name: string;
  label: string;
  read: boolean;
  write: boolean;
}

/** What only whoever runs the installation can give; everything in the tenant does not include it. */
export const INSTALLATION: Resource = {
  name: "tenants",
  label: "Tenants of the installation",
  read: true,
  write: true,
};

/** What a tenant has, in the order of the grid. */
export const RESOURCES: Resource[] = [
  { name: "videos", label: "Videos", read: true, write: true },
  { name: "uploads", label: "Uploads", read: true, write: true },
  { name: "jobs", label: "Jobs", read: true, write: false },
  { name: "playback-ids", label: "Playback ids", read: true, write: true },
  { name: "playback-tokens", label: "Playback tokens", read: false, write: true },
  { name: "signing-keys", label: "Signing keys", read: true, write: true },
  { name: "events", label: "Events", read: true, write: false },
  { name: "webhooks", label: "Webhooks", read: true, write: true },
  { name: "audit", label: "Audit", read: true, write: true },
  { name: "api-keys", label: "API keys", read: true, write: true },
  { name: "members", label: "Members", read: true, write: true },
  { name: "grants", label: "Grants", read: true, write: true },
  { name: "account", label: "Account", read: true, write: true },
];

/** Scopes in few words: what is both read and written is said once. */
export function scopesInWords(scopes: readonly string[]): string {
  if (scopes.includes("*")) {
    return "Everything in the tenant";
  }
  const given = new Set(scopes);
  const parts: string[] = [];
  for (const scope of given) {
    const [name = "", access] = scope.split(":");
    const label = [...RESOURCES, INSTALLATION].find((resource) => resource.name === name)?.label ?? name;
    const both = given.has(`${name}:read`) && given.has(`${name}:write`);
    if (!both) {
      parts.push(`${label}: ${access}`);
    } else if (access === "read") {
      parts.push(`${label}: read and write`);
    }
  }
  return parts.join(" · ");
}
