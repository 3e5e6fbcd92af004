import { explained } from "../words.js";
import { button } from "./controls.js";
import { type Child, fill, h } from "./dom.js";

interface Question {
  title: string;
  body: Child[];
  /** What the button that does it says. */
  action: string;
  kind?: "primary" | "danger";
}

interface Work<T> extends Question {
  /** Does it; the dialog stays open and says why if it fails. */
  submit: () => Promise<T>;
}

/** Asks before something that cannot be undone; false if it was not confirmed. */
export function confirmed(question: Question): Promise<boolean> {
  return ask(question, () => true).then((answer) => answer ?? false);
}

/** Shows a modal form; the answer is what `read` makes of it, undefined if it was left. */
export function ask<T>(question: Question, read: () => T): Promise<T | undefined> {
  return perform({ ...question, submit: async () => read() });
}

/** Shows a modal form until its work has succeeded; undefined if it was left. */
export function perform<T>(work: Work<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    let answer: T | undefined;
    const submit = h("button", { type: "submit", class: `button ${work.kind ?? "primary"}` }, work.action);
    const error = h("p", { class: "form-error", role: "alert" });
    const cancel = button("Cancel", { kind: "quiet" }, () => dialog.close());
    const form = h("form", {}, ...work.body, error, h("div", { class: "dialog-buttons" }, cancel, submit));
    const dialog = modal(work.title, form);
    const run = async () => {
      submit.disabled = true;
      try {
        answer = await work.submit();
        dialog.close();
      } catch (reason) {
        fill(error, ...explained(reason));
        submit.disabled = false;
      }
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void run();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) {
        dialog.close();
      }
    });
    dialog.addEventListener("close", () => resolve(answer));
    dialog.showModal();
  });
}

/** Shows something that has to be taken note of; a click beside it does not close it. */
export function show(title: string, body: Child[], action = "Done"): Promise<void> {
  return new Promise((resolve) => {
    const done = h("button", { type: "submit", class: "button primary" }, action);
    const form = h("form", { method: "dialog" }, ...body, h("div", { class: "dialog-buttons" }, done));
    const dialog = modal(title, form);
    dialog.addEventListener("close", () => resolve());
    dialog.showModal();
  });
}

/** The browser keeps the focus inside, closes on Escape and gives the focus back. */
function modal(title: string, form: HTMLFormElement): HTMLDialogElement {
  form.prepend(h("h2", { id: "dialog-title" }, title));
  const dialog = h("dialog", { "aria-labelledby": "dialog-title" }, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}
