import { button } from "./controls.js";
import { type Child, h } from "./dom.js";

interface Question {
  title: string;
  body: Child[];
  /** What the button that does it says. */
  action: string;
  kind?: "primary" | "danger";
}

/** Asks before something that cannot be undone; false if it was not confirmed. */
export function confirmed(question: Question): Promise<boolean> {
  return ask(question, () => true).then((answer) => answer ?? false);
}

/** Shows a modal form; the answer is what `read` makes of it, undefined if it was left. */
export function ask<T>(question: Question, read: () => T): Promise<T | undefined> {
  return new Promise((resolve) => {
    let answer: T | undefined;
    const submit = h("button", { type: "submit", class: `button ${question.kind ?? "primary"}` }, question.action);
    const form = h(
      "form",
      { method: "dialog" },
      h("h2", { id: "dialog-title" }, question.title),
      ...question.body,
      h(
        "div",
        { class: "dialog-buttons" },
        button("Cancel", { kind: "quiet" }, () => dialog.close()),
        submit,
      ),
    );
    const dialog = h("dialog", { "aria-labelledby": "dialog-title" }, form);
    form.addEventListener("submit", () => {
      answer = read();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) {
        dialog.close();
      }
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
