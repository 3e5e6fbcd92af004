import { type Child, h } from "./dom.js";
import { type IconName, icon } from "./icons.js";

export interface ButtonLook {
  icon?: IconName;
  /** `primary`, `quiet` or `danger`; plain without. */
  kind?: "primary" | "quiet" | "danger";
  /** Shows only the icon; the label is still its name. */
  iconOnly?: boolean;
}

/** A button with a name, always. */
export function button(label: string, look: ButtonLook, action: (event: MouseEvent) => void): HTMLButtonElement {
  const classes = ["button", look.kind, look.iconOnly && "icon-only"].filter(Boolean).join(" ");
  return h(
    "button",
    { type: "button", class: classes, onclick: action, ...(look.iconOnly && { "aria-label": label, title: label }) },
    look.icon && icon(look.icon),
    !look.iconOnly && h("span", {}, label),
  );
}

/** A label above its control. */
export function field(label: string, control: HTMLElement, hint?: Child): HTMLElement {
  control.id ||= `f-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36)}`;
  return h("div", { class: "field" }, h("label", { for: control.id }, label), control, hint);
}

/** A bar that also says its value. */
export class ProgressBar {
  readonly element: HTMLElement;
  readonly #fill = h("div", { class: "progress-fill" });

  constructor(label: string) {
    this.element = h(
      "div",
      { class: "progress", role: "progressbar", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": 100 },
      this.#fill,
    );
  }

  /** @param value per cent; undefined while nobody knows */
  set value(value: number | undefined) {
    this.element.classList.toggle("unknown", value === undefined);
    if (value === undefined) {
      this.element.removeAttribute("aria-valuenow");
    } else {
      this.element.setAttribute("aria-valuenow", String(Math.round(value)));
      this.#fill.style.setProperty("--value", String(value / 100));
    }
  }
}

/** A read-only text with a button that copies it. */
export function copyField(
  label: string,
  options: { multiline?: boolean } = {},
): { element: HTMLElement; show(text: string): void } {
  const text = options.multiline
    ? h("textarea", { readonly: true, rows: 4, spellcheck: "false", class: "code" })
    : h("input", { readonly: true, spellcheck: "false", class: "code" });
  text.addEventListener("focus", () => text.select());
  const copy = button("Copy", { icon: "copy" }, () => void copyText());
  const copyText = async () => {
    const copied = await toClipboard(text);
    copy.replaceChildren(icon(copied ? "check" : "copy"), h("span", {}, copied ? "Copied" : "Press Ctrl+C"));
    setTimeout(() => copy.replaceChildren(icon("copy"), h("span", {}, "Copy")), 2_000);
  };
  const element = field(label, text);
  element.classList.add("copy-field");
  element.append(copy);
  copy.setAttribute("aria-label", `Copy: ${label}`);
  return {
    element,
    show: (value) => {
      text.value = value;
      copy.disabled = value === "";
    },
  };
}

async function toClipboard(text: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    // Pages on plain http have no clipboard; the selected text is one key away.
    text.focus();
    text.select();
    return false;
  }
}
