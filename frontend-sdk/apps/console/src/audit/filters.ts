import { button, field } from "../ui/controls.js";
import { type Child, h } from "../ui/dom.js";
import { instantOf, localInput } from "../ui/instant.js";

/** What the audit can be narrowed down to. */
export interface AuditFilter {
  objectId?: string;
  actorId?: string;
  operation?: string;
  requestId?: string;
  from?: string;
  to?: string;
}

const WORDS = ["objectId", "actorId", "operation", "requestId"] as const;
const LABELS = { objectId: "Object id", actorId: "Actor id", operation: "Operation", requestId: "Request id" };
const PLACEHOLDERS = { objectId: "vid_…", actorId: "apk_… or mem_…", operation: "updateVideo", requestId: "req_…" };

/** The form above the audit; what is asked for stands in the address, so that it can be passed on. */
export class AuditFilters {
  readonly element: HTMLElement;
  readonly #words: Record<(typeof WORDS)[number], HTMLInputElement>;
  readonly #from: HTMLInputElement;
  readonly #to: HTMLInputElement;

  constructor(query: URLSearchParams, apply: (filter: AuditFilter) => void) {
    const word = (name: (typeof WORDS)[number]) =>
      h("input", {
        value: query.get(name) ?? "",
        placeholder: PLACEHOLDERS[name],
        maxlength: 64,
        pattern: name === "operation" ? "[A-Za-z]+" : "[A-Za-z0-9_\\-]+",
        spellcheck: "false",
        autocapitalize: "off",
      });
    this.#words = {
      objectId: word("objectId"),
      actorId: word("actorId"),
      operation: word("operation"),
      requestId: word("requestId"),
    };
    this.#from = localInput(instant(query.get("from")));
    this.#to = localInput(instant(query.get("to")));
    const fields: Child[] = WORDS.map((name) => field(LABELS[name], this.#words[name]));
    const form = h(
      "form",
      { class: "filter-form", role: "search", "aria-label": "Audit" },
      ...fields,
      field("From", this.#from),
      field("To", this.#to),
      h(
        "div",
        { class: "form-buttons" },
        h("button", { type: "submit", class: "button" }, "Filter"),
        button("Clear", { kind: "quiet" }, () => {
          form.querySelectorAll("input").forEach((input) => {
            input.value = "";
          });
          apply({});
        }),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      apply(this.current);
    });
    const summary = h("summary", {}, "Filter");
    this.element = h("details", { class: "disclosure filter-box", open: [...query].length > 0 }, summary, form);
  }

  get current(): AuditFilter {
    const filter: AuditFilter = {};
    for (const name of WORDS) {
      const value = this.#words[name].value.trim();
      if (value !== "") {
        filter[name] = value;
      }
    }
    return { ...filter, ...this.span };
  }

  /** From when to when. */
  get span(): Pick<AuditFilter, "from" | "to"> {
    const from = instantOf(this.#from)?.toISOString();
    const to = instantOf(this.#to)?.toISOString();
    return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  }
}

function instant(text: string | null): Date | undefined {
  const value = text === null ? undefined : new Date(text);
  return value === undefined || Number.isNaN(value.getTime()) ? undefined : value;
}
