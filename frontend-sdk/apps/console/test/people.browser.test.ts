import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium, launchChromium } from "../../../test-support/browser.js";
import { MockBackEnd } from "./mock/back-end.js";
import { asOperator, asPerson } from "./scenes-of-tenancy.js";

const executable = findChromium();

let browser: Browser;
let context: BrowserContext;
let backEnd: MockBackEnd;
let page: Page;

describe.skipIf(executable === undefined)("people who sign in with a provider", () => {
  beforeAll(async () => {
    browser = await launchChromium(executable ?? "");
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    backEnd = await MockBackEnd.start();
    backEnd.provider.enabled = true;
    asPerson(backEnd);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await backEnd.stop();
    expect(backEnd.complaints).toEqual([]);
  });

  async function signIn(route = ""): Promise<void> {
    await page.goto(`${backEnd.origin}/${route}`);
    await page.getByRole("button", { name: /^Sign in with 127/ }).click();
    await page.getByRole("button", { name: /^Menu/ }).waitFor();
  }

  const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  const until = (question: () => unknown, expected: unknown = true) =>
    expect.poll(async () => await question()).toEqual(expected);
  const headersOf = async (act: () => Promise<unknown>) => {
    const asked = page.waitForRequest((request) => request.url().includes("/v1/whoami"));
    await act();
    return (await asked).allHeaders();
  };

  test("signs in where it was, keeps nothing for longer than the tab, and signs out at the provider", async () => {
    await signIn("#/usage");

    await page.getByRole("heading", { name: "Usage", level: 1 }).waitFor();
    expect(page.url()).not.toContain("code=");
    expect(await page.evaluate(() => Object.values(localStorage).join())).not.toContain("at_");
    await page.reload();
    await page.getByRole("heading", { name: "Usage", level: 1 }).waitFor();

    await press(/^Menu/);
    await page.getByText("Ada Lock").waitFor();
    await press("Sign out");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(backEnd.requests.some((request) => request.startsWith("GET /idp/logout?client_id=sluice-console"))).toBe(
      true,
    );
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test("refuses a sign-in that was not begun here", async () => {
    await page.goto(`${backEnd.origin}/?code=stolen&state=other`);

    await page.getByText("This sign-in was not begun here. Please sign in again.").waitFor();
    expect(backEnd.requests.join()).not.toContain("/idp/token");
    expect(page.url()).not.toContain("stolen");
  });

  test("renews tokens without a word, once for all calls, and asks again when it cannot", async () => {
    backEnd.provider.lifetime = 30;
    await signIn();
    await until(() => backEnd.provider.renewals > 0);
    const before = backEnd.provider.renewals;
    backEnd.provider.lifetime = 600;
    await page.evaluate(() => {
      location.hash = "#/people";
    });
    await until(() => backEnd.provider.renewals, before + 1);
    await page.getByText("Nobody yet").waitFor();

    await page.evaluate(() =>
      sessionStorage.setItem("sluice.tokens", JSON.stringify({ accessToken: "old", expiresAt: 0 })),
    );
    await page.reload();
    await page.getByText("Your sign-in has expired.").waitFor();
  });

  test("switches the environment, and says everywhere that it is the test one", async () => {
    await signIn();
    const headers = await headersOf(() => page.getByRole("radio", { name: "Test" }).check());
    expect(headers["sluice-environment"]).toBe("TEST");
    await page.getByText("Test environment.").waitFor();
    await page.evaluate(() => {
      location.hash = "#/webhooks";
    });
    await page.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();
    await page.getByText("Test environment.").waitFor();
    await page.getByRole("radio", { name: "Live" }).check();
    await until(() => page.getByText("Test environment.").count(), 0);
  });

  test("chooses among tenants", async () => {
    const { tenant: _tenant, ...without } = backEnd.tenancy.whoami;
    backEnd.tenancy.whoami = without;
    await page.goto(backEnd.origin);
    await press(/^Sign in with 127/);
    await press("Canal Museum");
    await page.getByRole("button", { name: "Menu, Canal Museum" }).waitFor();

    await press(/^Menu/);
    await page.getByLabel("Tenant").selectOption("Harbour TV");
    await page.getByRole("button", { name: "Menu, Harbour TV" }).waitFor();
  });

  test("lets an operator act for a tenant under a grant that is always in view", async () => {
    asOperator(backEnd, "");
    await signIn("#/tenants");
    await page.getByRole("link", { name: "Harbour TV" }).click();
    await press("Act for it");
    await page.getByLabel("Reason").fill("Ticket 4712");
    const headers = await headersOf(() => page.getByRole("dialog").getByRole("button", { name: "Begin" }).click());
    expect(headers["sluice-grant"]).toMatch(/^gra_/);
    await page.getByText(/You act for Harbour TV as an operator/).waitFor();
    await page.getByText(/Reason: Ticket 4712/).waitFor();

    await press("End grant");
    await page.getByRole("heading", { name: "Grants" }).waitFor();
    expect(backEnd.tenancy.grants[0]).toMatchObject({ state: "ENDED", reason: "Ticket 4712" });
  });

  test("provisions a tenant, suspends it with a choice for playback, and resumes it", async () => {
    asOperator(backEnd, "");
    await signIn("#/tenants");
    await press("Provision tenant");
    await page.getByLabel("Name", { exact: true }).fill("Lighthouse");
    await page.getByLabel("Storage (GB)").fill("2.5");
    await page.getByRole("dialog").getByRole("button", { name: "Provision" }).click();
    expect(await page.getByLabel("First key", { exact: true }).inputValue()).toMatch(/^slk_/);
    await press("Done");
    const [tenant] = backEnd.tenancy.tenants;
    expect(tenant).toMatchObject({ name: "Lighthouse", limits: { storageBytes: 2_500_000_000 } });

    await press("Suspend");
    await page.getByRole("radio", { name: /Stops within a second/ }).check();
    await page.getByRole("dialog").getByRole("button", { name: "Suspend" }).click();
    await page.getByText(/Suspended; playback has stopped/).waitFor();
    expect(tenant).toMatchObject({ state: "SUSPENDED", suspension: { playback: "STOP" } });
    await press("Resume");
    await until(() => tenant?.state, "ACTIVE");
  });
});
