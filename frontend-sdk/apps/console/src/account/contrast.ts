/** What text needs at least, and what large text and controls do (WCAG 2.1, 1.4.3 and 1.4.11). */
export const READABLE = 4.5;
export const RECOGNISABLE = 3;

/** How well two colours `#rrggbb` can be told apart, from 1 to 21 (WCAG 2.1, contrast ratio). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever can be read better on this colour. */
export function inkOn(colour: string): string {
  return contrast(colour, "#ffffff") >= contrast(colour, "#000000") ? "#ffffff" : "#000000";
}

/** A contrast in words, by what WCAG 2.1 wants of text. */
export function contrastInWords(ratio: number): string {
  const figure = `${ratio.toFixed(1)} : 1`;
  if (ratio >= READABLE) {
    return `${figure}, good to read`;
  }
  return ratio >= RECOGNISABLE ? `${figure}, enough for large text only` : `${figure}, too little to read`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) =>
    linear(Number.parseInt(colour.slice(start, start + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
