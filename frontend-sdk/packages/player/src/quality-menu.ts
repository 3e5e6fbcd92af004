import { describe, part } from "./dom.js";
import { icon } from "./icons.js";
import { AUTO, type Quality } from "./quality.js";

/** What the menu is to show. */
export interface QualityChoice {
  readonly qualities: readonly Quality[];
  /** `auto` or a label. */
  readonly chosen: string;
  readonly playing: Quality | undefined;
}

/** The button and menu to choose the picture's quality; absent when there is nothing to choose. */
export class QualityMenu {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #label = part("span", "quality-label");
  readonly #menu = part("div", "menu");
  readonly #choose: (quality: string) => void;

  constructor(choose: (quality: string) => void) {
    this.#choose = choose;
    this.#button = part("button", "button quality-button", icon("quality"), this.#label);
    this.#button.type = "button";
    this.#button.setAttribute("aria-haspopup", "menu");
    this.#menu.setAttribute("role", "menu");
    this.#menu.setAttribute("aria-label", "Quality");
    this.element = part("div", "quality", this.#button, this.#menu);
    this.element.hidden = true;
    this.#setOpen(false);

    this.#button.addEventListener("click", () => this.#setOpen(!this.open));
    this.#menu.addEventListener("keydown", (event) => this.#move(event));
    this.element.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.element.contains(event.relatedTarget))) {
        this.#setOpen(false);
      }
    });
  }

  get open(): boolean {
    return !this.#menu.hidden;
  }

  update({ qualities, chosen, playing }: QualityChoice): void {
    this.element.hidden = qualities.length < 2;
    const auto = chosen === AUTO && playing ? `Auto (${playing.label})` : "Auto";
    this.#label.textContent = chosen === AUTO ? "Auto" : chosen;
    describe(this.#button, `Quality: ${chosen === AUTO ? auto : chosen}`);
    const bestFirst = [...qualities].sort((a, b) => b.height - a.height || b.bandwidth - a.bandwidth);
    const focused = this.#items().findIndex((item) => item.matches(":focus"));
    this.#menu.replaceChildren(
      this.#item(AUTO, auto, chosen === AUTO),
      ...bestFirst.map(({ label }) => this.#item(label, label, chosen === label)),
    );
    this.#items()[focused]?.focus();
  }

  #item(value: string, text: string, checked: boolean): HTMLElement {
    const item = part("button", "menu-item", icon("check"), part("span", "menu-text", text));
    item.type = "button";
    item.tabIndex = -1;
    item.setAttribute("role", "menuitemradio");
    item.setAttribute("aria-checked", String(checked));
    item.addEventListener("click", () => {
      this.#choose(value);
      this.#setOpen(false);
      this.#button.focus();
    });
    return item;
  }

  #items(): HTMLElement[] {
    return [...this.#menu.querySelectorAll<HTMLElement>(".menu-item")];
  }

  #setOpen(open: boolean): void {
    this.#menu.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
    if (open) {
      this.#menu.querySelector<HTMLElement>("[aria-checked=true]")?.focus();
    }
  }

  #move(event: KeyboardEvent): void {
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(":focus"));
    const targets: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      items[target]?.focus();
    } else if (event.key === "Escape") {
      this.#setOpen(false);
      this.#button.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
