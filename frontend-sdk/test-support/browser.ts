import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FLAGS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--mute-audio",
  "--autoplay-policy=no-user-gesture-required",
];

/** The installed Chromium, or undefined, loudly; in CI its absence is a failure. */
export function findChromium(): string | undefined {
  const found = [process.env.CHROMIUM, ...candidates()].find((path) => path !== undefined && isExecutable(path));
  if (found === undefined) {
    const sentence = "No Chromium found (looked in $CHROMIUM and the PATH): the browser checks cannot run.";
    if (process.env.CI) {
      throw new Error(sentence);
    }
    process.stderr.write(`\n*** SKIPPED: ${sentence}\n\n`);
  }
  return found;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

function candidates(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
