import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { findChromium, launchChromium } from "../../../test-support/browser.js";
import { MockBackEnd } from "./mock/back-end.js";
import { PROCESSED } from "./mock/catalogue.js";
import type { Scene } from "./scene.js";
import {
  ACCOUNT_SCENES,
  HISTORY_SCENES,
  KEY_SCENES,
  OPERATOR_SCENES,
  PEOPLE_SCENES,
  WEBHOOK_SCENES,
} from "./scenes-of-tenancy.js";

const executable = findChromium();
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** Where to leave screenshots, if anywhere. */
const SHOTS = process.env.SHOTS;

/** The smallest screen that counts (WCAG 2.1, 1.4.10). */
const NARROWEST = 320;

/** Each size and each scheme once; all pairs with SHOTS_OF_ALL. */
const SCREENS = [
  { name: "desktop", viewport: { width: 1280, height: 800 }, colorScheme: "light" as const },
  {
    name: "phone-dark",
    viewport: { width: 390, height: 844 },
    colorScheme: "dark" as const,
    hasTouch: true,
    isMobile: true,
  },
  ...(process.env.SHOTS_OF_ALL === undefined
    ? []
    : [
        { name: "desktop-dark", viewport: { width: 1280, height: 800 }, colorScheme: "dark" as const },
        {
          name: "phone",
          viewport: { width: 390, height: 844 },
          colorScheme: "light" as const,
          hasTouch: true,
          isMobile: true,
        },
      ]),
];

const SCENES: Scene[] = [
  {
    name: "sign-in",
    signedIn: false,
    prepare: () => undefined,
    reach: (page) => page.getByRole("button", { name: "Sign in", exact: true }).waitFor(),
  },
  {
    name: "library-empty",
    prepare: () => undefined,
    reach: (page) => page.getByRole("heading", { name: "Upload your first video" }).waitFor(),
  },
  {
    name: "library",
    prepare: (backEnd) => {
      mixed(backEnd);
      return undefined;
    },
    reach: async (page) => {
      await page.getByRole("link", { name: "Harbour at dawn" }).waitFor();
      await page.locator(".poster.loaded").first().waitFor();
    },
  },
  {
    name: "uploading",
    prepare: (backEnd) => {
      mixed(backEnd);
      backEnd.uploadDelay = 30;
      return undefined;
    },
    reach: async (page) => {
      await page.getByRole("link", { name: "Harbour at dawn" }).waitFor();
      const files = ["Night market, second cut.mov", "interview_with_the_lock_keeper.mp4"].map(sparseFile);
      await page.locator("input[type=file]").first().setInputFiles(files);
      await page
        .getByText(/ left$/)
        .first()
        .waitFor();
    },
  },
  {
    name: "watch",
    prepare: (backEnd) => {
      const video = backEnd.add({
        ...READY,
        title: "Harbour at dawn",
        description: "Shot from the east pier.\nNo commentary.",
      });
      return `#/videos/${video.id}`;
    },
    reach: async (page) => {
      await page.getByRole("button", { name: "Play", exact: true }).first().click();
      await expect
        .poll(() => page.locator("video").evaluate((video: HTMLVideoElement) => video.currentTime))
        .toBeGreaterThan(0.5);
      await page.getByText("Versions to play").waitFor();
    },
  },
  {
    name: "watch-processing",
    prepare: (backEnd) => {
      backEnd.progressStep = 0;
      const video = backEnd.add({
        state: "PROCESSING",
        progress: 37,
        title: "Spring tide, drone pass 2",
        source: SOURCE,
      });
      return `#/videos/${video.id}`;
    },
    reach: (page) => page.getByText("3 of 9 done").waitFor(),
  },
  {
    name: "watch-errored",
    prepare: (backEnd) => {
      const error = {
        code: "source_not_media",
        message: "The file is text, not a video: no picture or sound was found in it.",
      };
      const video = backEnd.add({
        state: "ERRORED",
        title: "notes.mp4",
        error,
        source: { filename: "notes.mp4", size: 2_104 },
      });
      return `#/videos/${video.id}`;
    },
    reach: (page) => page.getByRole("heading", { name: "Processing" }).waitFor(),
  },
  {
    name: "delete",
    prepare: (backEnd) => `#/videos/${backEnd.add({ ...READY, title: "Harbour at dawn" }).id}`,
    reach: (page) => page.getByRole("button", { name: "Delete video" }).click(),
  },
  {
    name: "docs",
    prepare: () => "docs/",
    reach: async (page) => {
      await page
        .getByRole("button", { name: /List videos, newest first|GET \/v1\/videos/ })
        .first()
        .waitFor();
    },
  },
  ...KEY_SCENES,
  ...PEOPLE_SCENES,
  ...WEBHOOK_SCENES,
  ...HISTORY_SCENES,
  ...ACCOUNT_SCENES,
  ...OPERATOR_SCENES,
];

const SOURCE = {
  filename: "harbour-at-dawn-master.mov",
  size: 734_003_200,
  container: "mov,mp4",
  videoCodec: "prores",
  audioCodec: "pcm_s24le",
};
const READY = { ...PROCESSED, state: "READY", playable: true, progress: 100, source: SOURCE };

function mixed(backEnd: MockBackEnd): void {
  backEnd.progressStep = 0;
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const error = { code: "source_not_media", message: "The file is text, not a video." };
  const audio = { kind: "AUDIO", id: "a", codecs: "mp4a.40.2", bandwidth: 131_000, averageBandwidth: 128_000 };
  backEnd.add({ ...READY, title: "Low water", createdAt: hoursAgo(190) });
  backEnd.add({
    ...READY,
    title: "How a lock works, explained in one minute",
    duration: 62.4,
    createdAt: hoursAgo(51),
  });
  backEnd.add({ state: "ERRORED", title: "notes.mp4", error, createdAt: hoursAgo(30) });
  backEnd.add(
    { ...READY, title: "Field recording: rain on the sluice gates", renditions: [audio], createdAt: hoursAgo(26) },
    "PUBLIC",
  );
  backEnd.add({
    ...READY,
    title: "Opening of the new storm surge barrier with speeches by everybody who was there, uncut and in full length",
    duration: 7_384,
    createdAt: hoursAgo(20),
  });
  backEnd.add({ ...READY, title: "Harbour at dawn", createdAt: hoursAgo(4) });
  backEnd.add({
    ...PROCESSED,
    state: "PROCESSING",
    playable: true,
    progress: 64,
    title: "Regatta, start line",
    createdAt: hoursAgo(0.2),
  });
  backEnd.add({ state: "PROCESSING", progress: 12, title: "Spring tide, drone pass 2", createdAt: hoursAgo(0.05) });
  backEnd.add({
    state: "WAITING",
    title: "",
    source: { filename: "canal boats.mkv", size: 5 },
    createdAt: hoursAgo(0),
  });
}

/** A file too large to be through before it was looked at. */
function sparseFile(name: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "sluice-")), name);
  const file = openSync(path, "w");
  ftruncateSync(file, 64_000_000);
  closeSync(file);
  onTestFinished(() => rmSync(dirname(path), { recursive: true }));
  return path;
}

describe.skipIf(executable === undefined).each(SCREENS)(
  "on $name",
  { timeout: 120_000 },
  ({ name: screen, ...options }) => {
    let browser: Browser;
    let context: BrowserContext;

    beforeAll(async () => {
      browser = await launchChromium(executable ?? "");
      context = await browser.newContext(options);
    });
    afterAll(() => browser.close());

    test.each(SCENES)("$name is whole, fits, and can be used by everybody", async (scene) => {
      const backEnd = await MockBackEnd.start();
      const complaints: string[] = [];
      const page = await context.newPage();
      page.on("console", (message) => {
        if (message.type() === "error" && !/404|409|503/.test(message.text())) {
          complaints.push(message.text());
        }
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      try {
        const path = scene.prepare(backEnd) ?? "";
        await page.goto(`${backEnd.origin}/favicon.svg`);
        if (scene.signedIn !== false) {
          await page.evaluate((key) => localStorage.setItem("sluice.apiKey", key), MockBackEnd.KEY);
        }
        await page.goto(`${backEnd.origin}/${path}`);
        await scene.reach(page, backEnd);
        if (SHOTS !== undefined) {
          await page.waitForTimeout(700);
          const hasDialog = (await page.locator("dialog").count()) > 0;
          await page.screenshot({
            path: `${SHOTS}/${scene.name}-${screen}.png`,
            fullPage: !hasDialog && scene.name !== "docs",
          });
        }
        expect(complaints).toEqual([]);
        expect(backEnd.complaints).toEqual([]);
        expect(await tooWide(page)).toBeLessThanOrEqual(0);
        expect(await violations(page, scene.name === "docs" ? ["#app > header"] : undefined)).toEqual([]);
        await page.setViewportSize({ width: NARROWEST, height: 700 });
        expect(await tooWide(page)).toBeLessThanOrEqual(0);
      } finally {
        await page.close();
        await backEnd.stop();
      }
    });
  },
);

/** How many pixels have to be scrolled sideways. */
function tooWide(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** What axe finds against WCAG 2.1 A and AA, contrast included. */
async function violations(page: Page, include?: string[]): Promise<string[]> {
  await page.evaluate(await readFile(AXE, "utf8"));
  return page.evaluate(async (selectors) => {
    const { axe } = globalThis as unknown as { axe: { run(context: unknown, options: unknown): Promise<AxeResults> } };
    const { violations: found } = await axe.run(selectors === undefined ? document : { include: selectors }, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    });
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("; ")}`,
    );
  }, include);
}

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
}
