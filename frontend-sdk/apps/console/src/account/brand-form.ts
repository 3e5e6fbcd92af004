import type { Brand } from "@sluice/client";
import { field } from "../ui/controls.js";
import { fill, h, setText } from "../ui/dom.js";
import { contrast, contrastInWords, inkOn, READABLE, RECOGNISABLE } from "./contrast.js";

const COLOURS = { primaryColor: "#00766b", backgroundColor: "#ffffff", textColor: "#0d1b1d" } as const;
type ColourName = keyof typeof COLOURS;
const LABELS: Record<ColourName, string> = {
  primaryColor: "Primary colour",
  backgroundColor: "Background",
  textColor: "Text",
};

/** Name, colours and addresses of the tenant's white-label pages, with a preview that says whether the colours can be read. */
export class BrandForm {
  readonly element: HTMLElement;
  readonly #brand: Brand;
  readonly #name: HTMLInputElement;
  readonly #logo: HTMLInputElement;
  readonly #support: HTMLInputElement;
  readonly #colours: Record<ColourName, HTMLInputElement>;
  /** Colours that nobody has chosen stay absent. */
  readonly #touched = new Set<ColourName>();
  readonly #preview = h("div", { class: "brand-preview" });
  readonly #verdict = h("p", { class: "hint verdict", role: "status" });

  constructor(brand: Brand) {
    this.#brand = brand;
    this.#name = h("input", { maxlength: 100, value: brand.displayName ?? "", oninput: () => this.#paint() });
    this.#logo = h("input", {
      type: "url",
      maxlength: 2048,
      pattern: "https://.+",
      placeholder: "https://",
      value: brand.logoUrl ?? "",
      onchange: () => this.#paint(),
    });
    this.#support = h("input", {
      type: "url",
      maxlength: 2048,
      pattern: "https://.+",
      placeholder: "https://",
      value: brand.supportUrl ?? "",
    });
    this.#colours = {
      primaryColor: this.#colour("primaryColor"),
      backgroundColor: this.#colour("backgroundColor"),
      textColor: this.#colour("textColor"),
    };
    this.element = h(
      "div",
      { class: "brand" },
      h(
        "div",
        { class: "form-grid" },
        field("Name for viewers", this.#name),
        field("Logo (https address)", this.#logo),
        field("Help page (https address)", this.#support),
        h(
          "div",
          { class: "colours" },
          ...(Object.keys(COLOURS) as ColourName[]).map((name) => field(LABELS[name], this.#colours[name])),
        ),
      ),
      h("div", { class: "brand-looks" }, this.#preview, this.#verdict),
    );
    this.#paint();
  }

  /** The brand as merge patch: what was emptied is null. */
  get value(): Brand {
    const words = (input: HTMLInputElement, before: string | null | undefined) => {
      const text = input.value.trim();
      return text === "" ? (before === undefined || before === null ? undefined : null) : text;
    };
    const brand: Brand = {};
    const set = (name: keyof Omit<Brand, "texts">, value: string | null | undefined) => {
      if (value !== undefined) {
        brand[name] = value;
      }
    };
    set("displayName", words(this.#name, this.#brand.displayName));
    set("logoUrl", words(this.#logo, this.#brand.logoUrl));
    set("supportUrl", words(this.#support, this.#brand.supportUrl));
    for (const name of this.#touched) {
      set(name, this.#colours[name].value);
    }
    return brand;
  }

  #colour(name: ColourName): HTMLInputElement {
    return h("input", {
      type: "color",
      value: this.#brand[name] ?? COLOURS[name],
      oninput: () => {
        this.#touched.add(name);
        this.#paint();
      },
    });
  }

  #paint(): void {
    const { primaryColor, backgroundColor, textColor } = this.#colours;
    const ink = inkOn(primaryColor.value);
    const logo = this.#logo.value !== "" && this.#logo.validity.valid && h("img", { src: this.#logo.value, alt: "" });
    const action = h("span", { class: "brand-button" }, "Watch now");
    fill(
      this.#preview,
      h("p", { class: "brand-name" }, logo, this.#name.value || "Your name"),
      h("p", {}, "Text on your pages looks like this."),
      action,
    );
    this.#preview.style.setProperty("background", backgroundColor.value);
    this.#preview.style.setProperty("color", textColor.value);
    action.style.setProperty("background", primaryColor.value);
    action.style.setProperty("color", ink);
    const text = contrast(textColor.value, backgroundColor.value);
    const control = contrast(primaryColor.value, backgroundColor.value);
    this.#verdict.dataset.tone = text < READABLE || control < RECOGNISABLE ? "bad" : "good";
    const words = `Text on background: ${contrastInWords(text)}. Buttons on background: ${contrastInWords(control)}.`;
    setText(this.#verdict, words);
  }
}
