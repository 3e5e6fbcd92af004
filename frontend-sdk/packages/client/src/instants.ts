/** All fields of the contract's schemas that are instants; a test compares them. */
export const INSTANTS: ReadonlySet<string> = new Set([
  "at",
  "createdAt",
  "endedAt",
  "expiresAt",
  "failingSince",
  "lastSeenAt",
  "lastUsedAt",
  "nextAttemptAt",
  "oldSecretExpiresAt",
  "resetsAt",
  "sentAt",
  "updatedAt",
]);
/** Below these the generated code leaves everything as it came: it may be an object of any kind. */
const OPAQUE = new Set(["data", "before", "after"]);

/** JSON with its instants made `Date`s, as the generated code does, for an answer of which any part may be missing. */
export function withInstants(json: unknown): unknown {
  if (Array.isArray(json)) {
    return json.map(withInstants);
  }
  if (typeof json !== "object" || json === null) {
    return json;
  }
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, revived(name, value)]));
}

function revived(name: string, value: unknown): unknown {
  if (INSTANTS.has(name) && typeof value === "string") {
    return new Date(value);
  }
  return OPAQUE.has(name) ? value : withInstants(value);
}
