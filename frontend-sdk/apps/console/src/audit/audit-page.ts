import type { AuditEntry } from "@sluice/client";
import type { Page, PageContext } from "../page.js";
import { queryOf } from "../routes.js";
import { button } from "../ui/controls.js";
import { h } from "../ui/dom.js";
import { frame } from "../ui/frame.js";
import { Listing } from "../ui/listing.js";
import { toast } from "../ui/toast.js";
import { sentenceOf } from "../words.js";
import { entryRow } from "./entry-row.js";
import { exportAudit } from "./export.js";
import { type AuditFilter, AuditFilters } from "./filters.js";
import { Verification } from "./verification.js";

/** Who did what. */
export class AuditPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Audit";
  readonly #list: Listing<AuditEntry>;
  readonly #filters: AuditFilters;
  readonly #verification: Verification;
  #filter: AuditFilter;

  constructor(context: PageContext) {
    const query = queryOf(location.hash);
    this.#filters = new AuditFilters(query, (filter) => this.#apply(filter));
    this.#filter = this.#filters.current;
    this.#verification = new Verification(context);
    this.#list = new Listing<AuditEntry>(context, {
      label: "Entries, newest first",
      load: (cursor, signal) =>
        context.client.audit.listAudit({ ...this.#filter, ...(cursor !== undefined && { cursor }) }, { signal }),
      row: entryRow,
      empty: () =>
        Object.keys(this.#filter).length === 0
          ? [
              h("h2", {}, "Nobody has changed anything yet"),
              h("p", {}, "Every change will be here, with who made it and what was before."),
            ]
          : [h("p", {}, "There are no such entries. Clear the filter to see all.")],
    });
    const verify = button("Verify", { icon: "check" }, () => void this.#verification.run());
    const download = button("Export", { icon: "download" }, () => void this.#export(download));
    const intro =
      "Who changed what, and what operators looked at. Entries are only ever added, each sealed with the hash of the one before.";
    this.element = frame(
      { title: this.title, intro, actions: [verify, download] },
      this.#verification.element,
      this.#filters.element,
      this.#list.element,
    );
    void this.#list.reload();
  }

  dispose(): void {
    this.#list.dispose();
    this.#verification.dispose();
  }

  #apply(filter: AuditFilter): void {
    this.#filter = filter;
    const query = new URLSearchParams(Object.entries(filter)).toString();
    history.replaceState(null, "", query === "" ? "#/audit" : `#/audit?${query}`);
    void this.#list.reload();
  }

  async #export(control: HTMLButtonElement): Promise<void> {
    control.disabled = true;
    try {
      await exportAudit(this.#filters.span);
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
    control.disabled = false;
  }
}
