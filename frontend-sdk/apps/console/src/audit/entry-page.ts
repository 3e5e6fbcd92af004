import type { AuditEntry } from "@sluice/client";
import { actorInWords } from "../events/actors.js";
import type { Page, PageContext } from "../page.js";
import { button } from "../ui/controls.js";
import { difference } from "../ui/difference.js";
import { type Child, fill, h } from "../ui/dom.js";
import { facts, frame, panel } from "../ui/frame.js";
import { disclosure, jsonView } from "../ui/json.js";
import { Notice } from "../ui/notice.js";
import { at } from "../ui/time.js";
import { toast } from "../ui/toast.js";
import { operationInWords, outcome } from "./entry-row.js";
import { undo } from "./undo.js";

/** One entry of the audit: who, what, before and after. */
export class AuditEntryPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Audit entry";
  readonly #context: PageContext;
  readonly #auditId: string;
  readonly #notice = new Notice();
  readonly #content = h("div", { class: "stack" });
  readonly #end = new AbortController();

  constructor(context: PageContext, auditId: string) {
    this.#context = context;
    this.#auditId = auditId;
    const back = { label: "Audit", href: "#/audit" };
    this.element = frame({ title: this.title, back }, this.#notice.element, this.#content);
    void this.#load();
  }

  dispose(): void {
    this.#end.abort();
  }

  async #load(): Promise<void> {
    try {
      const { signal } = this.#end;
      this.#show(await this.#context.client.audit.getAuditEntry({ auditId: this.#auditId }, { signal }));
      this.#notice.hide();
    } catch (error) {
      if (!this.#context.failed(error)) {
        this.#notice.show(error, () => void this.#load());
      }
    }
  }

  #show(entry: AuditEntry): void {
    const { object, requestId, actor } = entry;
    const narrowed = (name: string, value: string) =>
      h("a", { class: "code", href: `#/audit?${name}=${value}` }, value);
    fill(
      this.#content,
      h(
        "section",
        { class: "panel", "aria-label": "Entry" },
        h("div", { class: "row-head" }, h("h2", {}, operationInWords(entry.operation)), outcome(entry)),
        facts([
          ["When", at(entry.at)],
          ["Who", h("span", {}, actorInWords(actor), " ", actor.id !== undefined && narrowed("actorId", actor.id))],
          ["Under the grant", actor.grantId !== undefined && h("code", {}, actor.grantId)],
          ["From", entry.address],
          ["Object", object && h("a", { class: "code", href: `#/objects/${object.id}` }, object.id)],
          ["Request", requestId !== undefined && narrowed("requestId", requestId)],
          [
            "Undoes",
            entry.undoes !== undefined && h("a", { class: "code", href: `#/audit/${entry.undoes}` }, entry.undoes),
          ],
        ]),
      ),
      panel("What changed", ...this.#changes(entry)),
      panel(
        "Proof",
        h(
          "p",
          { class: "hint" },
          `This is entry number ${entry.sequence}. Its hash covers all of it and the hash of the entry before.`,
        ),
        facts([
          ["Hash", h("code", { class: "breakable" }, entry.hash)],
          ["Hash before", h("code", { class: "breakable" }, entry.previousHash)],
        ]),
      ),
    );
  }

  #changes(entry: AuditEntry): Child[] {
    const { before, after, changes } = entry;
    const action =
      entry.undoable === true && this.#context.caller.may("audit:write")
        ? button("Undo this change", { icon: "retry" }, () => void this.#undo(entry))
        : undefined;
    return [
      changes === undefined ? h("p", { class: "hint" }, changeless(entry)) : difference(changes),
      before !== undefined && disclosure("The object before", jsonView(before, "The object before")),
      after !== undefined && disclosure("The object after", jsonView(after, "The object after")),
      action ??
        (entry.undoable === false &&
          changes !== undefined &&
          h("p", { class: "hint" }, "A change of this kind cannot be undone.")),
    ];
  }

  async #undo(entry: AuditEntry): Promise<void> {
    const undoing = await undo(this.#context, entry);
    if (undoing !== undefined) {
      toast("Undone.");
      location.hash = `#/audit/${undoing.id}`;
    }
  }
}

function changeless({ outcome: status, before, after }: AuditEntry): string {
  if (status >= 400) {
    return "Nothing: the call was refused.";
  }
  if (before === undefined && after !== undefined) {
    return "The object came into being.";
  }
  return after === undefined && before !== undefined ? "The object is gone." : "Nothing was changed by it.";
}
