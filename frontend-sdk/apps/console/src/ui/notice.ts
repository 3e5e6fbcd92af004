import { explained } from "../words.js";
import { button } from "./controls.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";

/** Says above a page's content what went wrong, and offers to try again. */
export class Notice {
  readonly element = h("div", { class: "notice", role: "alert", hidden: true });

  show(error: unknown, retry?: () => void): void {
    this.element.hidden = false;
    fill(
      this.element,
      icon("warning"),
      h("p", {}, ...explained(error)),
      retry !== undefined && button("Try again", {}, retry),
    );
  }

  hide(): void {
    this.element.hidden = true;
  }
}
