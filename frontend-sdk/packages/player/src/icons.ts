const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a 24 × 24 grid. */
const PATHS = {
  play: "M7 4.6v14.8a.9.9 0 0 0 1.37.77l12-7.4a.9.9 0 0 0 0-1.54l-12-7.4A.9.9 0 0 0 7 4.6Z",
  pause:
    "M6 4h4a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Zm8 0h4a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Z",
  replay: "M12 5V1.8L6.8 6.2 12 10.6V7a6 6 0 1 1-5.8 7.6H4.1A8 8 0 1 0 12 5Z",
  loud: "M4 9v6h3.6l5 4.3a.6.6 0 0 0 1-.5V5.2a.6.6 0 0 0-1-.5L7.6 9Zm12.2-.7v7.4a4.2 4.2 0 0 0 0-7.4Zm0-4.1v2.1a6.1 6.1 0 0 1 0 11.4v2.1a8.1 8.1 0 0 0 0-15.6Z",
  muted:
    "M4 9v6h3.6l5 4.3a.6.6 0 0 0 1-.5V5.2a.6.6 0 0 0-1-.5L7.6 9Zm17.7 1-1.4-1.4-2 2-2-2L14.9 10l2 2-2 2 1.4 1.4 2-2 2 2 1.4-1.4-2-2Z",
  quality: "M4 6h9v2H4Zm13 0h3v2h-3v2h-2V4h2ZM4 11h3v2H4Zm7 0h9v2h-9v2H9V9h2Zm-7 5h9v2H4Zm13 0h3v2h-3v2h-2v-6h2Z",
  pip: "M4 5h16a1 1 0 0 1 1 1v5h-2V7H5v10h5v2H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Zm9 8h7a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1Z",
  fullscreen: "M4 4h6v2H6v4H4Zm10 0h6v6h-2V6h-4ZM4 14h2v4h4v2H4Zm14 0h2v6h-6v-2h4Z",
  fullscreenExit: "M8 4h2v6H4V8h4Zm6 0h2v4h4v2h-6ZM4 14h6v6H8v-4H4Zm10 0h6v2h-4v4h-2Z",
  check: "m9.6 17.3-5-5L6 10.9l3.6 3.6L18 6l1.4 1.4Z",
} as const;

export type IconName = keyof typeof PATHS;

/** Draws an icon; what it means has to be said by the element around it. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "path"));
  setIcon(svg, name);
  return svg;
}

/** Turns an icon into another one. */
export function setIcon(svg: SVGSVGElement, name: IconName): void {
  svg.firstElementChild?.setAttribute("d", PATHS[name]);
}
