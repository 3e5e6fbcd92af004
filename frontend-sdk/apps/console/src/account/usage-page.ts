import type { Page, PageContext } from "../page.js";
import { Poller } from "../poller.js";
import { fill, h } from "../ui/dom.js";
import { frame } from "../ui/frame.js";
import { Notice } from "../ui/notice.js";
import { usageBars } from "./usage-bars.js";

/** What the tenant uses of what it may. */
export class UsagePage implements Page {
  readonly element: HTMLElement;
  readonly title = "Usage";
  readonly #notice = new Notice();
  readonly #content = h("div", { class: "usage-place" });
  readonly #poller: Poller;
  #shown = "";

  constructor({ client, failed }: PageContext) {
    const intro = "Limits are set by the operator of the installation.";
    this.element = frame({ title: this.title, intro }, this.#notice.element, this.#content);
    this.#poller = new Poller(
      async (signal) => {
        const usage = await client.usage.getUsage({}, { signal });
        this.#notice.hide();
        const shown = JSON.stringify(usage);
        if (shown !== this.#shown) {
          this.#shown = shown;
          fill(this.#content, usageBars(usage));
        }
        return "idle";
      },
      (error) => {
        if (!failed(error)) {
          this.#notice.show(error, () => this.#poller.poke());
        }
      },
    );
    this.#poller.poke();
  }

  dispose(): void {
    this.#poller.stop();
  }
}
