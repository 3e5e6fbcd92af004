import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium, launchChromium } from "../../../test-support/browser.js";
import { MockBackEnd } from "./mock/back-end.js";
import { PROCESSED } from "./mock/catalogue.js";
import { anEvent, type Json } from "./mock/records.js";
import { fill } from "./mock/sample.js";

const executable = findChromium();

let browser: Browser;
let context: BrowserContext;
let backEnd: MockBackEnd;
let page: Page;

describe.skipIf(executable === undefined)("the pages of a tenant", () => {
  beforeAll(async () => {
    browser = await launchChromium(executable ?? "");
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    backEnd = await MockBackEnd.start();
    const video = backEnd.add({
      ...PROCESSED,
      title: "Harbour at dawn",
      state: "READY",
      playable: true,
      progress: 100,
    });
    fill(backEnd.tenancy, { ...video });
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await backEnd.stop();
    expect(backEnd.complaints).toEqual([]);
  });

  async function open(route: string): Promise<void> {
    await page.goto(`${backEnd.origin}/#key=${MockBackEnd.KEY}`);
    await page.getByRole("button", { name: /^Menu/ }).waitFor();
    await page.evaluate((hash) => {
      location.hash = hash;
    }, route);
  }

  const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  const inDialog = (name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
  const until = (question: () => unknown, expected: unknown = true) =>
    expect.poll(async () => await question()).toEqual(expected);

  test("creates a key with chosen scopes and shows its secret once", async () => {
    await open("#/keys");
    await press("Create key");
    await page.getByLabel("Name").fill("Importer");
    await page.getByLabel("Everything in the tenant").uncheck();
    await inDialog("Create key");
    await page.getByText("Tick at least one thing that the key may do.").waitFor();
    await page.getByLabel("Read Videos").check();
    await page.getByLabel("Write Uploads").check();
    await page.getByLabel("Expires").selectOption("In 30 days");
    await inDialog("Create key");

    expect(await page.getByLabel("Importer", { exact: true }).inputValue()).toMatch(/^slk_live_/);
    await inDialog("Done");
    await page.getByRole("heading", { name: "Importer", exact: true }).waitFor();
    await page.getByText("Videos: read · Uploads: write").waitFor();
    expect(await page.content()).not.toContain("slk_live_a1b2");
    expect(backEnd.tenancy.keys[0]).toMatchObject({ scopes: ["videos:read", "uploads:write"], kind: "SECRET" });
  });

  test("rotates a key with an overlap, and revokes it only after asking", async () => {
    await open("#/keys");
    await press("Rotate Website");
    await page.getByLabel("The old key still works for").selectOption("1 hour");
    await inDialog("Rotate");
    await inDialog("Done");
    await page.getByText("Replaced: it works only until it expires.").waitFor();

    await press("Revoke Import script");
    await page.keyboard.press("Escape");
    await until(() => page.getByRole("dialog").count(), 0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Revoke Import script");
    await press("Revoke Import script");
    await inDialog("Revoke");
    await page.getByText("“Import script” is revoked.").waitFor();
    await page.getByRole("radio", { name: "Revoked" }).check();
    await until(
      () => page.getByRole("heading", { level: 2 }).allTextContents(),
      ["Import script", "Laptop that was stolen"],
    );
  });

  test("says why an invitation fails, and lets it be put right", async () => {
    await open("#/people");
    await press("Invite");
    await page.getByLabel("E-mail address").fill("ada@harbour.example");
    await inDialog("Invite");
    await page.getByText("ada@harbour.example is a member already.").waitFor();
    await page.getByText("Request req_mock").waitFor();
    await page.getByLabel("E-mail address").fill("alan@harbour.example");
    await page.getByRole("checkbox", { name: /Analyst/ }).check();
    await inDialog("Invite");

    await page.getByText("alan@harbour.example can sign in now.").waitFor();
    expect(backEnd.tenancy.members[0]).toMatchObject({ email: "alan@harbour.example", roles: ["EDITOR", "ANALYST"] });
  });

  test("changes roles, removes a person, and ends an operator’s grant", async () => {
    await open("#/people");
    await press("Roles of ada@harbour.example");
    await page.getByRole("checkbox", { name: /Publisher/ }).check();
    await inDialog("Save");
    await until(() => backEnd.tenancy.members.at(-1)?.roles, ["OWNER", "PUBLISHER"]);
    await press("Remove grace@harbour.example");
    await inDialog("Remove");
    await until(() => backEnd.tenancy.members.length, 2);

    await press("End");
    await inDialog("End grant");
    await until(() => backEnd.tenancy.grants[0]?.state, "ENDED");
  });

  test("creates a webhook for chosen events, sends a test, and shows what came back", async () => {
    await open("#/webhooks");
    await press("Create webhook");
    await page.getByLabel("URL").fill("https://hooks.example/sluice");
    await page.getByLabel("All events, new kinds as well").uncheck();
    await page.getByLabel("Videos").check();
    await inDialog("Create webhook");
    expect(await page.getByLabel("Secret", { exact: true }).inputValue()).toMatch(/^whsec_/);
    await inDialog("Done");
    expect(backEnd.tenancy.webhooks[0]).toMatchObject({ url: "https://hooks.example/sluice", types: ["video.*"] });

    await press("Send a test");
    await page.getByRole("link", { name: "webhook.test" }).click();
    await page.getByText("Answered 204").waitFor();
    await page.getByText("webhook-timestamp: 1795561200").waitFor();
    await press("Send again");
    await page.getByText("Yes, it is a replay").waitFor();
  });

  test("enables a webhook that was disabled, rotates its secret, replays a span of time", async () => {
    const webhook = backEnd.tenancy.webhooks[0] as Json;
    await open(`#/webhooks/${webhook.id}`);
    await page.getByText("Every delivery of the last 5 days failed; the last answer was 503.").waitFor();
    await press("Enable");
    await until(() => webhook.state, "ENABLED");
    await press("Rotate secret");
    await inDialog("Rotate");
    await inDialog("Done");
    await page.getByText("Old secret works until").waitFor();
    await press("Replay events");
    await inDialog("Replay");
    await page.getByText("1 events are under way.").waitFor();
    await page.getByRole("radio", { name: "Given up" }).check();
    await page.getByText("No deliveries in this state.").waitFor();
  });

  test("shows events as they happen, holds them while paused, and loses none when the connection breaks", async () => {
    const video = { id: backEnd.videos[0]?.id ?? "", title: "Harbour at dawn" };
    const event = (sequence: number) => anEvent("video.updated", video, { sequence });
    const shown = () => page.locator(".row.event").count();
    await open("#/events");
    await page.getByText("Following").waitFor();
    expect(await shown()).toBe(4);

    backEnd.tenancy.happen(event(4));
    await until(shown, 5);
    await press("Pause");
    backEnd.tenancy.happen(event(5));
    await page.getByRole("button", { name: "1 new, show them" }).waitFor();
    expect(await shown()).toBe(5);
    await press("Resume");
    await until(shown, 6);

    backEnd.cutStreams();
    backEnd.tenancy.happen(event(6));
    backEnd.tenancy.happen(event(7));
    await until(shown, 8);
    const numbers = await page.getByText(/^number \d of this object$/).allTextContents();
    expect(numbers.slice(0, 4).map((text) => text.match(/\d/)?.[0])).toEqual(["7", "6", "5", "4"]);

    await page.getByLabel("Type").selectOption("Videos: all");
    await until(shown, 7);
    expect(backEnd.requests).toContain("GET /v1/events/stream?type=video.*");
  });

  test("shows the first event of all", async () => {
    backEnd.tenancy.events = [];
    await open("#/events");
    await page.getByText("Nothing has happened yet").waitFor();
    await page.getByText("Following").waitFor();
    backEnd.tenancy.happen(anEvent("video.created", { id: backEnd.videos[0]?.id ?? "" }));
    await until(() => page.locator(".row.event").count(), 1);
    expect(await page.getByText("Nothing has happened yet").count()).toBe(0);
  });

  test("asks for a sign-in when the stream is refused because the key is gone", async () => {
    await open("#/events");
    await page.getByText("Following").waitFor();
    await page.evaluate(() => localStorage.setItem("sluice.apiKey", "slk_gone"));
    backEnd.cutStreams();
    await page.getByText("The key is not known here any more.").waitFor();
  });

  test("finds entries, shows what changed, and undoes it", async () => {
    await open("#/audit");
    await page.getByText("Filter", { exact: true }).first().click();
    await page.getByLabel("Operation").fill("updateVideo");
    await page.keyboard.press("Enter");
    await until(() => page.locator(".row").count(), 1);
    expect(page.url()).toContain("#/audit?operation=updateVideo");
    await page.getByRole("link", { name: "Update video" }).click();
    await until(() => page.locator(".difference li").first().textContent(), "titlewas Harbouris now Harbour at dawn");

    await press("Undo this change");
    await inDialog("Undo");
    await page.getByText("Undoes", { exact: true }).waitFor();
    expect(backEnd.tenancy.entries[0]).toMatchObject({ operation: "undoChange" });
  });

  test("saves the audit as a file", async () => {
    await open("#/audit");
    const saving = page.waitForEvent("download");
    await press("Export");
    const file = await (await saving).path();
    expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(5);
  });

  test("changes the settings, and notices that somebody else did", async () => {
    await open("#/settings");
    await page.getByLabel("Name for viewers").fill("");
    await page.getByLabel("Background").fill("#101820");
    await page.getByText(/Text on background: 1.0 : 1, too little to read/).waitFor();
    await page.getByLabel("Host names of your pages, one a line").fill("a.example.com\nb.example.com\n");
    await press("Save");
    await page.getByText("Saved.").waitFor();
    expect(backEnd.tenancy.account).toMatchObject({ domains: ["a.example.com", "b.example.com"] });
    expect(backEnd.tenancy.account.brand).not.toHaveProperty("displayName");

    backEnd.tenancy.account.updatedAt = new Date(0).toISOString();
    await press("Save");
    await page.getByText(/Somebody changed the settings meanwhile/).waitFor();
  });

  test("offers only the pages and actions that the scopes allow", async () => {
    backEnd.tenancy.whoami.scopes = ["videos:read", "webhooks:read"];
    await open("#/webhooks");
    const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
    await until(() => links.allTextContents(), ["Library", "Webhooks"]);
    await page.getByRole("heading", { name: "Webhooks" }).waitFor();
    expect(await page.getByRole("button", { name: "Create webhook" }).count()).toBe(0);
    await page.evaluate(() => {
      location.hash = "#/audit";
    });
    await page.getByRole("heading", { name: "You may not see this page" }).waitFor();
  });

  test("is led through by the keyboard alone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open("#/keys");
    await page.getByRole("heading", { name: "API keys" }).waitFor();
    await page.getByRole("button", { name: /^Menu/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Menu" }).waitFor();
    for (let press = 0; press < 30; press++) {
      await page.keyboard.press("Tab");
      const inside = await page.evaluate(() => {
        const active = document.activeElement;
        return active === document.body || active?.closest("dialog") !== null;
      });
      expect(inside).toBe(true);
    }
    await page.getByRole("dialog").getByRole("link", { name: "Usage" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Usage", level: 1 }).waitFor();
    await until(() => page.evaluate(() => document.activeElement?.textContent), "Usage");
    await page.getByRole("meter", { name: "Storage" }).waitFor();
  });
});
