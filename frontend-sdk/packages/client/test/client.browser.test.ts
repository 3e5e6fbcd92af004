import { generateKeyPairSync } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium, launchChromium } from "../../../test-support/browser.js";
import { bundled } from "./support/bundle.js";
import { json, TestServer } from "./support/server.js";
import { TusServer } from "./support/tus-server.js";

const executable = findChromium();

let browser: Browser;
let page: Page;
let code: string;

/** What a page does with the client, by the name of the global that has it. */
declare const client: typeof import("@sluice/client");

describe.skipIf(executable === undefined)("in a page", () => {
  beforeAll(async () => {
    code = await bundled('import * as client from "@sluice/client"; globalThis.client = client;');
    browser = await launchChromium(executable ?? "");
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(() => page.close());

  /** An empty page of this server with the client in it. */
  async function open(server: TestServer): Promise<void> {
    await page.route(`${server.url}/`, (route) => route.fulfill({ contentType: "text/html", body: "<p>Page" }));
    await page.goto(server.url);
    await page.addScriptTag({ content: code, type: "module" });
    await page.waitForFunction(() => "client" in globalThis);
  }

  test("a file is uploaded with progress, over lost connections", async () => {
    const server = await TusServer.start();
    await open(server.http);
    server.mishaps.push("half", "answer");

    const result = await page.evaluate(async () => {
      const sluice = new client.Sluice({ baseUrl: "", apiKey: "slk_1" });
      const file = new File([new Uint8Array(200_000).fill(7)], "film.mp4");
      const told: number[] = [];
      const options = { chunkSize: 60_000, onProgress: ({ sent }: { sent: number }) => void told.push(sent) };
      const { videoId } = await sluice.uploads.upload(file, options).done;
      return { videoId, last: told.at(-1) };
    });

    expect(result).toEqual({ videoId: "vid_1", last: 200_000 });
    expect(server.kept.equals(Buffer.alloc(200_000, 7))).toBe(true);
    expect(server.created).toMatchObject({ filename: "film.mp4", size: 200_000 });
    await server.http.stop();
  });

  test("events are followed with a credential", async () => {
    const server = await TestServer.start();
    await open(server);
    const object = { type: "video", id: "vid_1" };
    const event = { id: "evt_2", type: "video.ready", sequence: 1, object, data: {}, createdAt: new Date(0) };
    server.answer(json(200, { items: [{ id: "evt_1" }] }), (response) => {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write(`id: evt_2\nevent: video.ready\ndata: ${JSON.stringify(event)}\n\n`);
    });

    const id = await page.evaluate(async () => {
      const sluice = new client.Sluice({ baseUrl: "", token: () => "jwt" });
      for await (const { id } of sluice.events.follow({ types: ["video.*"] })) {
        return id;
      }
      return undefined;
    });

    expect(id).toBe("evt_2");
    expect(server.seen.at(-1)?.headers).toMatchObject({ authorization: "Bearer jwt", "last-event-id": "evt_1" });
    await server.stop();
  });

  test("tokens are signed and webhooks believed", async () => {
    const server = await TestServer.start();
    await open(server);
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2_048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
    const body = JSON.stringify({ id: "evt_1", type: "video.ready", createdAt: new Date(0) });
    const at = new Date();
    const headers = {
      "webhook-id": "evt_1",
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Webhook(secret).sign("evt_1", at, body),
    };

    const given = { privateKey, secret, body, headers };
    const result = await page.evaluate(async ({ privateKey, secret, body, headers }) => {
      const token = await client.signPlaybackToken({ privateKey, keyId: "key_1", playbackId: "pbk_1" });
      const { type } = await client.unwrapWebhook(body, headers, secret);
      return { parts: token.split(".").length, type };
    }, given);

    expect(result).toEqual({ parts: 3, type: "video.ready" });
    await server.stop();
  });
});
