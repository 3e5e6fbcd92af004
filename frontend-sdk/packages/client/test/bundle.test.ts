import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundled } from "./support/bundle.js";

const REST = ["/v1/", "Idempotency-Key", "Upload-Offset"];

test("who only receives webhooks gets no more than that", async () => {
  for (const from of ["@sluice/client", "@sluice/client/webhook"]) {
    const code = await bundled(`export { unwrapWebhook } from "${from}";`);

    expect(code).toContain("webhook-signature");
    expect(REST.filter((word) => code.includes(word))).toEqual([]);
    expect(code.length).toBeLessThan(5_000);
  }
});

test("who only signs playback tokens gets no more than that", async () => {
  const code = await bundled('export { signPlaybackToken } from "@sluice/client";');

  expect([...REST, "webhook-"].filter((word) => code.includes(word))).toEqual([]);
  expect(code.length).toBeLessThan(5_000);
});

test("a page that only sends bytes gets no calls of the API", async () => {
  const code = await bundled('export { sendTo } from "@sluice/client/upload";');

  expect(code).toContain("Upload-Offset");
  expect(code).not.toContain("/v1/");
  expect(gzipSync(code).length).toBeLessThan(5_000);
});

test("all of it stays small, and needs nothing of Node.js", async () => {
  const code = await bundled('export { Sluice } from "@sluice/client";');

  expect(code).not.toMatch(/\b(import|require)\b\s*\(?["']/);
  expect(gzipSync(code).length).toBeLessThan(25_000);
});
