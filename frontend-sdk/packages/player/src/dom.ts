/** Makes an element with a class, which is also its `part` so that a page can style it from outside. */
export function part<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute("part", name);
  element.append(...children);
  return element;
}

/** Says what a control does, to the eye as a tooltip and to the ear as its name. */
export function describe(element: HTMLElement, label: string, key?: string): void {
  element.setAttribute("aria-label", label);
  element.title = key === undefined ? label : `${label} (${key})`;
  if (key !== undefined) {
    element.setAttribute("aria-keyshortcuts", key);
  }
}
