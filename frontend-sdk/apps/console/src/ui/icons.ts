const SVG = "http://www.w3.org/2000/svg";

/** Strokes on a 24 × 24 grid. */
const PATHS = {
  upload: "M12 16V4m0 0L7 9m5-5 5 5M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3",
  download: "M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M5 19.5h14",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2",
  pause: "M9 5v14M15 5v14",
  play: "M8 5.5v13l10.5-6.5Z",
  close: "m6 6 12 12M18 6 6 18",
  check: "m5 12.5 4.5 4.5L19 7.5",
  copy: "M9 9h10v10a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1ZM15 9V5a1 1 0 0 0-1-1H6a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h3",
  trash:
    "M5 7h14M10 7V5a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v2M7 7l.8 12a1 1 0 0 0 1 1h6.4a1 1 0 0 0 1-1L17 7M10 11v5M14 11v5",
  edit: "M14.5 6 18 9.5M5 19l1-4.5L16 4.5a1.5 1.5 0 0 1 2 0l1.5 1.5a1.5 1.5 0 0 1 0 2l-10 10Z",
  back: "M20 12H5m0 0 6-6m-6 6 6 6",
  out: "M14 5h4a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-4M4 12h10m0 0-4-4m4 4-4 4",
  book: "M5 5.5A1.5 1.5 0 0 1 6.5 4H19v14H6.5A1.5 1.5 0 0 0 5 19.5Zm0 14A1.5 1.5 0 0 0 6.5 21H19v-3",
  down: "m6 9.5 6 6 6-6",
  plus: "M12 5v14M5 12h14",
  warning: "M12 4 2.8 20h18.4ZM12 10v4.5M12 17.2v.1",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6Z",
  globe:
    "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM4 12h16M12 4c2.5 2.3 3.5 5 3.5 8s-1 5.7-3.5 8c-2.5-2.3-3.5-5-3.5-8S9.5 6.3 12 4Z",
  retry: "M19 5v5h-5M19 10a7.5 7.5 0 1 0 .5 4",
  menu: "M4 7h16M4 12h16M4 17h16",
  film: "M4 5h16v14H4ZM8 5v14M16 5v14M4 9.7h4M4 14.3h4M16 9.7h4M16 14.3h4",
  sound: "M4 10v4M8 7v10M12 4v16M16 8v8M20 10.5v3",
} as const;

export type IconName = keyof typeof PATHS;

/** Draws an icon; what it means has to be said by the element around it. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A gate, and what flows through it: a play button cut into three streams. */
export function logo(): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 28 28");
  svg.setAttribute("class", "logo-mark");
  svg.setAttribute("aria-hidden", "true");
  svg.append(
    shape("gate", "M3 3.5h3v21H3Z"),
    shape("stream", "M10.5 4.5 17 9h-6.5Z"),
    shape("stream", "M10.5 12h10.8l3.2 2-3.2 2H10.5Z"),
    shape("stream", "M10.5 19H17l-6.5 4.5Z"),
  );
  return svg;
}

function shape(name: string, d: string): SVGPathElement {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("class", name);
  path.setAttribute("d", d);
  return path;
}
