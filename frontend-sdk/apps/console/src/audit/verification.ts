import type { AuditFault, AuditVerification } from "@sluice/client";
import { count } from "../format.js";
import type { PageContext } from "../page.js";
import { copyField } from "../ui/controls.js";
import { type Child, fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { explained } from "../words.js";

/** Has the chain of hashes recomputed, in as many calls as it takes, and says what came of it. */
export class Verification {
  readonly element = h("section", { class: "panel verification", role: "status", hidden: true });
  readonly #context: PageContext;
  #running = new AbortController();

  constructor(context: PageContext) {
    this.#context = context;
  }

  dispose(): void {
    this.#running.abort();
  }

  async run(): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.element.hidden = false;
    let checked = 0;
    let from: number | undefined = 1;
    let last: AuditVerification | undefined;
    try {
      while (from !== undefined && last?.valid !== false) {
        this.#show("", h("p", {}, `Checking … ${count(checked)} entries so far.`));
        last = await this.#context.client.audit.verifyAudit({ from }, { signal });
        checked += last.checked;
        from = last.nextSequence;
      }
      this.#result(last, checked);
    } catch (error) {
      if (!signal.aborted && !this.#context.failed(error)) {
        this.#show("bad", h("p", {}, ...explained(error)));
      }
    }
  }

  #result(last: AuditVerification | undefined, checked: number): void {
    if (last?.valid === true) {
      const hash = copyField("Hash of the last entry");
      hash.show(last.lastHash ?? "");
      const sentence = `All ${count(checked)} entries are there and unchanged.`;
      const hint = "Keep this hash somewhere else: it proves later that nothing before it has been changed.";
      this.#show(
        "good",
        h("p", {}, h("strong", {}, sentence)),
        checked > 0 && hash.element,
        checked > 0 && h("p", { class: "hint" }, hint),
      );
    } else {
      this.#show(
        "bad",
        h("p", {}, h("strong", {}, "The audit has been tampered with, or is damaged.")),
        h("ul", { role: "list" }, ...(last?.faults ?? []).map(fault)),
      );
    }
  }

  #show(tone: "" | "good" | "bad", ...content: Child[]): void {
    this.element.dataset.tone = tone;
    fill(this.element, tone === "bad" && icon("warning"), tone === "good" && icon("check"), h("div", {}, ...content));
  }
}

function fault({ sequence, id, message }: AuditFault): HTMLElement {
  return h(
    "li",
    {},
    `Entry number ${sequence}`,
    id !== undefined && h("span", { class: "code" }, ` (${id})`),
    `: ${message}`,
  );
}
