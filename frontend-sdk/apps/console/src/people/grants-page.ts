import type { Page, PageContext } from "../page.js";
import { button } from "../ui/controls.js";
import { frame } from "../ui/frame.js";
import { actUnder, grantForm } from "./grant-form.js";
import { GrantList } from "./grant-list.js";

/** An operator's own grants. */
export class GrantsPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Grants";
  readonly #context: PageContext;
  readonly #list: GrantList;

  constructor(context: PageContext) {
    this.#context = context;
    this.#list = new GrantList(context, (grant) => actUnder(context, grant));
    const begin =
      context.caller.whoami.grant === undefined &&
      button("Act for a tenant", { icon: "plus", kind: "primary" }, () => void this.#begin());
    const intro = "Operators act for a tenant only under a grant, which the tenant sees and which expires.";
    this.element = frame({ title: this.title, intro, actions: [begin] }, this.#list.element);
    void this.#list.reload();
  }

  dispose(): void {
    this.#list.dispose();
  }

  async #begin(): Promise<void> {
    const grant = await grantForm(this.#context);
    if (grant !== undefined) {
      actUnder(this.#context, grant);
    }
  }
}
