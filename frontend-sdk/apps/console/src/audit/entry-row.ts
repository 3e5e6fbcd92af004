import type { AuditEntry } from "@sluice/client";
import { actorInWords } from "../events/actors.js";
import { h } from "../ui/dom.js";
import { pill, row } from "../ui/listing.js";
import { when } from "../ui/time.js";

/** Who did what, in a line. */
export function entryRow(entry: AuditEntry): HTMLElement {
  const { object } = entry;
  return row({
    title: operationInWords(entry.operation),
    href: `#/audit/${entry.id}`,
    pills: [outcome(entry), entry.undoes !== undefined && pill("Undoing")],
    facts: [
      when(entry.at),
      `by ${actorInWords(entry.actor)}`,
      object && h("a", { class: "code", href: `#/objects/${object.id}` }, object.id),
      entry.address,
    ],
  });
}

export function outcome({ outcome: status }: AuditEntry): HTMLElement | false {
  return status >= 400 && pill(`Refused with ${status}`, "bad");
}

/** `updateVideo` as “Update video”. */
export function operationInWords(operation: string): string {
  const words = operation
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/\bapi\b/, "API");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
