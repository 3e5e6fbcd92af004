import { authorisedFetch } from "../access/credential.js";
import { apiAddress } from "../address.js";
import { h } from "../ui/dom.js";

/** Saves the entries of a span of time as a file, one JSON object a line. */
export async function exportAudit(span: { from?: string; to?: string }): Promise<void> {
  const address = new URL("v1/audit/export", apiAddress());
  for (const [name, value] of Object.entries(span)) {
    address.searchParams.set(name, value);
  }
  const response = await authorisedFetch(address);
  if (!response.ok) {
    const request = response.headers.get("X-Request-Id");
    throw new Error(`The server answered ${response.status}${request === null ? "" : ` (request ${request})`}.`);
  }
  const file = URL.createObjectURL(await response.blob());
  h("a", { href: file, download: `audit-${new Date().toISOString().slice(0, 10)}.ndjson` }).click();
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
}
