import { type AuditEntry, SluiceError } from "@sluice/client";
import type { PageContext } from "../page.js";
import { perform } from "../ui/dialog.js";
import { difference } from "../ui/difference.js";
import { h } from "../ui/dom.js";

/** Takes a change back after asking; the entry of the undoing, or nothing if it was left. */
export function undo({ client }: PageContext, entry: AuditEntry): Promise<AuditEntry | undefined> {
  const back = (entry.changes ?? []).map(({ pointer, before, after }) => ({ pointer, before: after, after: before }));
  return perform({
    title: "Take this change back?",
    body: [h("p", {}, "What it changed is set to what it was before. Nothing else is touched."), difference(back)],
    action: "Undo",
    submit: async () => {
      try {
        return await client.audit.undoChange({ auditId: entry.id });
      } catch (error) {
        throw refusal(error);
      }
    },
  });
}

/** Why it cannot be undone, in words that say what to do instead. */
function refusal(error: unknown): unknown {
  if (!(error instanceof SluiceError)) {
    return error;
  }
  const reasons: Record<string, string> = {
    changed_since:
      "The same fields have been changed again since, so undoing would overwrite that. Look at the object’s history and undo the newer change first.",
    not_undoable:
      "A change of this kind cannot be taken back: what it did is gone for good, or has had effects elsewhere.",
    forbidden: "You may read this entry, but not change objects of this kind. Ask somebody with more scopes.",
  };
  const reason = reasons[error.code];
  return reason === undefined ? error : new Error(`${reason} (request ${error.requestId ?? "unknown"})`);
}
