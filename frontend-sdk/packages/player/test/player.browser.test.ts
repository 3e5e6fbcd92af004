import type { PlaybackError, QualityChange, SluicePlayer } from "@sluice/player";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium, launchChromium } from "../../../test-support/browser.js";
import { ClipServer } from "./support/clip-server.js";

const CLIP = 'src="/clip/index.m3u8" poster="/clip/poster.jpg" thumbnail="/clip/poster.jpg"';
const executable = findChromium();

let browser: Browser;
let server: ClipServer;
let page: Page;

describe.skipIf(executable === undefined)("<sluice-player>", () => {
  beforeAll(async () => {
    browser = await launchChromium(executable ?? "");
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    server = await ClipServer.start();
    page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  });
  afterEach(async () => {
    await page.close();
    await server.stop();
  });

  async function open(attributes: string): Promise<void> {
    await page.goto(server.page(attributes));
  }

  /** Evaluates in the page with the player at hand. */
  function ask<T>(question: (player: SluicePlayer) => T): Promise<T> {
    return page.locator("sluice-player").evaluate(
      (element, text) => {
        // biome-ignore lint/security/noGlobalEval: the question is this file's own code, sent to the page as text.
        return (globalThis.eval(text) as (player: Element) => T)(element);
      },
      `(${String(question)})`,
    );
  }

  function until(question: (player: SluicePlayer) => boolean): Promise<void> {
    return expect.poll(() => ask(question), { message: String(question) }).toBe(true);
  }

  test("plays, and follows the choice of quality", async () => {
    await open(`${CLIP} autoplay muted`);
    await until((player) => player.currentTime > 0.5);
    expect(await ask((player) => player.qualities.map(({ label }) => label))).toEqual(["180p", "360p", "720p"]);
    expect(await ask((player) => player.quality)).toBe("auto");

    await ask((player) => {
      player.addEventListener("qualitychange", (event) => {
        document.title = (event as CustomEvent<QualityChange>).detail.playing?.label ?? "";
      });
      player.quality = "180p";
    });
    await until((player) => player.video.videoHeight === 180);
    await expect.poll(() => page.title()).toBe("180p");
    await ask((player) => {
      player.currentTime = 0;
      player.quality = "720p";
    });
    await until((player) => player.video.videoHeight === 720 && player.playingQuality?.label === "720p");
  });

  test("refuses a quality it does not have, naming those it has", async () => {
    await open(`${CLIP} muted`);
    await until((player) => player.qualities.length === 3);

    await expect(
      ask((player) => {
        player.quality = "4320p";
      }),
    ).rejects.toThrow("expected one of auto, 180p, 360p, 720p");
  });

  test("obeys the keyboard", async () => {
    await open(`${CLIP} muted`);
    await until((player) => player.duration > 11);
    await page.getByRole("button", { name: "Unmute" }).focus();

    await page.keyboard.press("k");
    await until((player) => !player.paused && player.currentTime > 0);
    await page.keyboard.press("k");
    await until((player) => player.paused);
    await ask((player) => {
      player.currentTime = 1;
    });
    await page.keyboard.press("ArrowRight");
    await until((player) => player.currentTime === 6);
    await page.keyboard.press("ArrowLeft");
    await until((player) => player.currentTime === 1);
    await page.keyboard.press("m");
    await until((player) => !player.video.muted);
    await page.keyboard.press("ArrowDown");
    await until((player) => Math.abs(player.video.volume - 0.9) < 0.01);
    await page.keyboard.press("f");
    await until((player) => document.fullscreenElement === player);
    await page.keyboard.press("f");
    await until(() => document.fullscreenElement === null);
  });

  test("leaves the space bar to a focused button", async () => {
    await open(`${CLIP} muted`);
    await until((player) => player.duration > 11);
    await page.getByRole("button", { name: "Unmute" }).focus();
    await page.keyboard.press(" ");

    await until((player) => !player.video.muted && player.paused);
  });

  test("lets the quality be chosen from its menu without a mouse", async () => {
    await open(`${CLIP} autoplay muted`);
    await until((player) => player.currentTime > 0);
    await page.getByRole("button", { name: /^Quality/ }).focus();
    await page.keyboard.press("Enter");
    expect(await page.getByRole("menuitemradio").allInnerTexts()).toEqual([
      expect.stringMatching(/^Auto/),
      "720p",
      "360p",
      "180p",
    ]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");

    await until((player) => player.quality === "360p" && player.video.videoHeight === 360);
    expect(await page.getByRole("menu").isVisible()).toBe(false);
    expect(await page.getByRole("button", { name: "Quality: 360p" }).isVisible()).toBe(true);
  });

  test("shows a picture of the place pointed at", async () => {
    await open(`${CLIP} muted`);
    await until((player) => player.duration > 11);
    const seek = page.getByRole("slider", { name: "Seek" });
    const box = await seek.boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);

    await page.locator(".preview-picture").waitFor({ state: "visible" });
    expect(await page.locator(".preview-time").textContent()).toBe("0:06");
    expect(server.requests).toContain("/clip/poster.jpg?time=6.0");

    await page.mouse.down();
    await page.mouse.up();
    await until((player) => Math.abs(player.currentTime - 6) < 0.5);
  });

  test("starts where it is told to", async () => {
    await open(`${CLIP} muted autoplay start-time="7"`);

    await until((player) => player.currentTime > 7);
    expect(server.requests.filter((path) => path.endsWith("audio.m4s")).length).toBeGreaterThan(0);
  });

  test("says in a sentence that a link has expired, and offers no retry", async () => {
    await open('src="/expired/index.m3u8"');

    await expect.poll(() => page.getByRole("alert").textContent()).toContain("This link has expired.");
    expect(await page.getByRole("button", { name: "Try again" }).isVisible()).toBe(false);
  });

  test("leaves the telling to a page that wants it, and plays the address given then", async () => {
    await open("muted autoplay");
    await ask((player) => {
      player.addEventListener("error", (event) => {
        event.preventDefault();
        document.title = (event as unknown as CustomEvent<PlaybackError>).detail.code;
        player.src = "/clip/index.m3u8";
      });
      player.src = "/missing/index.m3u8";
    });

    await until((player) => player.currentTime > 0);
    expect(await page.title()).toBe("not_found");
    expect(await page.getByRole("alert").isVisible()).toBe(false);
  });

  test("goes on playing when it is given a new address", async () => {
    await open(`${CLIP} muted autoplay`);
    await until((player) => player.currentTime > 0.5);
    await ask((player) => {
      player.removeAttribute("autoplay");
      player.setAttribute("start-time", "6");
      player.src = "/clip/index.m3u8?renewed";
    });

    await until((player) => !player.paused && player.currentTime > 6.2);
  });

  test("plays on after connections that were cut", async () => {
    server.cuts = 3;
    await open(`${CLIP} muted autoplay`);

    await until((player) => player.currentTime > 0.5);
    expect(server.cuts).toBe(0);
  });

  test("plays a video that is still growing from its beginning", async () => {
    await open('src="/growing/index.m3u8" muted autoplay');
    await until((player) => player.currentTime > 0.1 && player.duration < 5);
    expect(await ask((player) => player.currentTime)).toBeLessThan(4);

    server.segmentsDone = 3;
    await until((player) => player.duration > 11 && player.currentTime > 4.5);
  });
});
