import { copyField } from "./controls.js";
import { show } from "./dialog.js";
import { type Child, h } from "./dom.js";

/** Shows a secret the only time that it can be seen. */
export function showSecret(
  title: string,
  secrets: [label: string, secret: string][],
  ...hints: Child[]
): Promise<void> {
  const fields = secrets.map(([label, secret]) => {
    const shown = copyField(label);
    shown.show(secret);
    return shown.element;
  });
  const warning =
    secrets.length > 1
      ? "They are shown only now. Copy them to where they are to be used."
      : "It is shown only now. Copy it to where it is to be used.";
  return show(title, [h("p", {}, warning), ...fields, ...hints.map((hint) => h("p", { class: "hint" }, hint))]);
}
