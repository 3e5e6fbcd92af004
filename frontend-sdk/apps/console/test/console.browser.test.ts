import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SluicePlayer } from "@sluice/player";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium, launchChromium } from "../../../test-support/browser.js";
import { MockBackEnd } from "./mock/back-end.js";
import { PROCESSED } from "./mock/catalogue.js";

const executable = findChromium();
const READY = { ...PROCESSED, state: "READY", playable: true, progress: 100 };
const SIZE = 48_000_000;

let browser: Browser;
let context: BrowserContext;
let backEnd: MockBackEnd;
let page: Page;
let folder: string;

describe.skipIf(executable === undefined)("the console", () => {
  beforeAll(async () => {
    browser = await launchChromium(executable ?? "");
    folder = mkdtempSync(join(tmpdir(), "sluice-"));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(async () => {
    backEnd = await MockBackEnd.start();
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await backEnd.stop();
    expect(backEnd.complaints).toEqual([]);
  });

  function file(name: string): string {
    const path = join(folder, name);
    const descriptor = openSync(path, "w");
    ftruncateSync(descriptor, SIZE);
    closeSync(descriptor);
    return path;
  }

  async function signedIn(route = ""): Promise<void> {
    await page.goto(`${backEnd.origin}/#key=${MockBackEnd.KEY}`);
    await page.getByRole("button", { name: /^Menu/ }).waitFor();
    await page.evaluate((hash) => {
      location.hash = hash;
    }, route);
  }

  async function choose(...names: string[]): Promise<void> {
    await page.locator("input[type=file]").first().setInputFiles(names.map(file));
  }

  function until(question: () => Promise<unknown> | unknown, expected: unknown = true): Promise<void> {
    return expect.poll(async () => await question()).toEqual(expected);
  }

  const tray = () => page.getByRole("region", { name: "Uploads" });
  const requested = (pattern: RegExp) => backEnd.requests.filter((request) => pattern.test(request)).length;

  test("asks for a key, refuses a wrong one, keeps a right one", async () => {
    await page.goto(backEnd.origin);
    await page.getByLabel("API key").fill("slk_wrong");
    await page.keyboard.press("Enter");
    await page.getByText("This key is not known here.").waitFor();

    await page.getByLabel("API key").fill(MockBackEnd.KEY);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Library" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Library" }).waitFor();

    await page.getByRole("button", { name: /^Menu/ }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test("takes a key from the address and leaves it nowhere to be seen", async () => {
    await page.goto(`${backEnd.origin}/#key=${MockBackEnd.KEY}`);

    await page.getByRole("heading", { name: "Library" }).waitFor();
    expect(page.url()).not.toContain("slk_");
    expect(backEnd.requests.join()).not.toContain("slk_");
  });

  test("asks again when the key is withdrawn", async () => {
    await signedIn();
    await page.evaluate(() => localStorage.setItem("sluice.apiKey", "slk_withdrawn"));
    await page.reload();

    await page.getByText("The key is not known here any more.").waitFor();
  });

  test("shows an upload from the first byte to the finished video, without a reload", async () => {
    await signedIn();
    backEnd.uploadDelay = 1;
    await choose("Harbour_at_dawn.mp4");

    await page.getByText(/^Uploading \d+ %$/).waitFor();
    await page.getByText(/^Processing \d+ %$/).waitFor();
    await page.locator(".card .duration", { hasText: "0:12" }).waitFor();
    await until(() => page.locator(".card .state").isVisible(), false);
    expect(await page.getByRole("heading", { name: "Harbour at dawn" }).count()).toBe(1);
    await page.locator(".poster.loaded").waitFor();
    await until(() => tray().count(), 0);
  });

  test("pauses, resumes where it was, and cancels", async () => {
    await signedIn();
    backEnd.uploadDelay = 20;
    await choose("a.mp4", "b.mp4");
    await until(() => backEnd.uploads.filter(({ offset }) => offset > 0).length, 2);

    await tray().getByRole("button", { name: "Pause a.mp4" }).click();
    await tray()
      .getByText(/^Paused/)
      .waitFor();
    await tray().getByRole("button", { name: "Cancel b.mp4" }).click();
    await until(() => backEnd.uploads.map(({ state }) => state).includes("CANCELLED"));
    await until(() => page.locator(".card").count(), 1);

    backEnd.uploadDelay = 0;
    const before = requested(/^HEAD \/tus/);
    await tray().getByRole("button", { name: "Resume a.mp4" }).click();
    await tray().getByText("Upload complete").waitFor();
    expect(requested(/^HEAD \/tus/)).toBeGreaterThan(before);
    expect(backEnd.uploads.find(({ state }) => state === "COMPLETED")?.offset).toBe(SIZE);
  });

  test("goes on with an upload after the page was closed, once it is given the file again", async () => {
    await signedIn();
    backEnd.uploadDelay = 20;
    const path = file("long.mp4");
    await page.locator("input[type=file]").first().setInputFiles(path);
    await until(() => (backEnd.uploads[0]?.offset ?? 0) > 0);
    await page.close({ runBeforeUnload: false });

    page = await context.newPage();
    backEnd.uploadDelay = 0;
    await page.goto(backEnd.origin);
    await page.getByText("Interrupted. Choose the same file to go on where it stopped.").waitFor();
    await page.getByLabel("Choose long.mp4 again").setInputFiles(file("other.mp4"));
    await page.getByText("That is another file.").waitFor();
    await page.getByLabel("Choose long.mp4 again").setInputFiles(path);

    await tray().getByText("Upload complete").waitFor();
    expect(backEnd.uploads).toHaveLength(1);
    expect(backEnd.uploads[0]).toMatchObject({ state: "COMPLETED", offset: SIZE });
  });

  test("takes files that are dropped", async () => {
    await signedIn();
    await page.getByRole("heading", { name: "Upload your first video" }).waitFor();
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(1_000)], "dropped.mp4", { type: "video/mp4" }));
      return data;
    });
    await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
    await page.getByText("Drop to upload").waitFor();
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });

    await page.getByRole("link", { name: "dropped", exact: true }).waitFor();
    await tray().getByRole("link", { name: "View dropped.mp4" }).click();
    await page.getByRole("heading", { name: "dropped", level: 1 }).waitFor();
  });

  test("shows long lists page by page, and what is filtered", async () => {
    for (let number = 1; number <= 30; number++) {
      backEnd.add({ ...READY, title: `Video ${number}` });
    }
    backEnd.add({ state: "ERRORED", title: "Broken", error: { code: "x", message: "It is broken." } });
    await signedIn();
    await until(() => page.locator(".card:not(.skeleton)").count(), 24);

    await page.getByRole("button", { name: "Load more" }).click();
    await until(() => page.locator(".card").count(), 31);
    expect(await page.getByRole("button", { name: "Load more" }).isVisible()).toBe(false);
    expect(await page.locator(".card-title").last().textContent()).toBe("Video 1");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Video 7");

    await page.getByRole("radio", { name: "Failed" }).check();
    await until(() => page.locator(".card:not(.skeleton) .card-title").allTextContents(), ["Broken"]);
    await page.getByRole("radio", { name: "Processing" }).check();
    await page.getByText("No videos in this state.").waitFor();
  });

  test("plays a signed video, renewing a token that delivery refuses", async () => {
    const video = backEnd.add({ ...READY, title: "Signed" });
    backEnd.badTokens = 1;
    await signedIn(`#/videos/${video.id}`);
    await until(() => requested(/^GET \/t\/bad\//) > 0);

    await page.getByRole("button", { name: "Play", exact: true }).first().click();
    const player = page.locator("sluice-player");
    await until(() => player.evaluate((element: SluicePlayer) => element.currentTime > 0.5));
    await player.evaluate((element: SluicePlayer) => {
      element.quality = "180p";
    });
    await until(() => player.evaluate((element: SluicePlayer) => element.video.videoHeight), 180);
  });

  test("opens the player as soon as a video can be played", async () => {
    backEnd.progressStep = 0;
    const video = backEnd.add({ state: "PROCESSING", progress: 10, title: "Soon" });
    await signedIn(`#/videos/${video.id}`);
    await page.getByText("It is being prepared for playback, 10 % done.").waitFor();
    expect(requested(/player|dist-/)).toBe(0);

    backEnd.touch(video, { ...PROCESSED, playable: true, progress: 60 });
    await page.getByRole("button", { name: "Play", exact: true }).first().waitFor();
    await page.getByText("It can be watched already; the rest is being prepared, 60 % done.").waitFor();
    backEnd.touch(video, { ...READY });
    await page.getByText("Ready", { exact: true }).waitFor();
  });

  test("names a video, though the transcoder changed it meanwhile", async () => {
    const video = backEnd.add({ ...READY, title: "Draft" });
    await signedIn(`#/videos/${video.id}`);
    await page.getByRole("button", { name: "Edit" }).click();
    backEnd.touch(video, { duration: 13 });
    await page.getByLabel("Title").fill("Final");
    await page.getByLabel("Description").fill("With words.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Final", level: 1 }).waitFor();
    expect(video).toMatchObject({ title: "Final", description: "With words." });
    expect(await page.title()).toBe("Final · Sluice");
  });

  test("asks before it replaces another person's words", async () => {
    const video = backEnd.add({ ...READY, title: "Draft" });
    await signedIn(`#/videos/${video.id}`);
    await page.getByRole("button", { name: "Edit" }).click();
    backEnd.touch(video, { title: "Theirs" });
    await page.getByLabel("Title").fill("Mine");
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByText("Somebody changed it meanwhile, to “Theirs”. Save again to replace that.").waitFor();
    expect(video.title).toBe("Theirs");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Mine", level: 1 }).waitFor();
  });

  test("makes links, for as long as they are to work", async () => {
    const video = backEnd.add({ ...READY, title: "Shared" });
    await signedIn(`#/videos/${video.id}`);
    const link = page.getByLabel("Link for players (HLS)", { exact: true });
    await until(async () => (await link.inputValue()).includes("/t/tok"));
    const first = await link.inputValue();
    await page.getByLabel("Works for").selectOption("7 days");
    await until(async () => (await link.inputValue()) !== first);
    expect(await page.getByLabel("Embed in a page", { exact: true }).inputValue()).toContain(
      `src="${backEnd.origin}/player.js"`,
    );

    await page.getByRole("button", { name: "Add playback id" }).click();
    await page.getByRole("radio", { name: /Public/ }).check();
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await until(async () => (await link.inputValue()).includes("/p/pbk_"));
    expect(video.playbackIds.map(({ policy }) => policy)).toEqual(["SIGNED", "PUBLIC"]);

    await page.getByRole("button", { name: `Delete playback id ${video.playbackIds[0]?.id}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await until(() => video.playbackIds.length, 1);
    await until(() => page.locator(".playback-ids li").count(), 1);
  });

  test("deletes a video only after asking", async () => {
    const video = backEnd.add({ ...READY, title: "Doomed" });
    await signedIn(`#/videos/${video.id}`);
    await page.getByRole("button", { name: "Delete video" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    expect(backEnd.videos).toHaveLength(1);
    await page.getByRole("button", { name: "Delete video" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();

    await page.getByRole("heading", { name: "Upload your first video" }).waitFor();
    expect(backEnd.videos).toHaveLength(0);
    await page.goBack();
    await page.getByRole("heading", { name: "This video does not exist" }).waitFor();
  });

  test("embeds elsewhere with the two lines it gives", async () => {
    const video = backEnd.add({ ...READY, title: "Shared" }, "PUBLIC");
    await signedIn(`#/videos/${video.id}`);
    const embed = page.getByLabel("Embed in a page", { exact: true });
    await until(async () => (await embed.inputValue()) !== "");
    const code = await embed.inputValue();
    const other = await context.newPage();
    await other.setContent(`<!doctype html><body>${code}</body>`);

    await other.locator("sluice-player").evaluate((element: SluicePlayer) => element.play());
    await until(() => other.locator("sluice-player").evaluate((element: SluicePlayer) => element.currentTime > 0.2));
  });

  test("shows the reference with the key filled in", async () => {
    await signedIn();
    await page.getByRole("button", { name: /^Menu/ }).click();
    await page.getByRole("link", { name: "API reference" }).click();
    await page.locator("#operations-Videos-listVideos button.opblock-summary-control").click();
    await page.getByRole("button", { name: "Execute" }).first().click();

    await page
      .locator("#operations-Videos-listVideos .live-responses-table .response-col_status", { hasText: "200" })
      .first()
      .waitFor();
  });
});
