import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";

/** What a bundler makes of a program that uses a part of the client. */
async function bundled(program: string): Promise<string> {
  const name = "virtual:program";
  const output = await build({
    configFile: false,
    logLevel: "silent",
    root: import.meta.dirname,
    plugins: [
      { name: "program", resolveId: (id) => (id === name ? id : null), load: (id) => (id === name ? program : null) },
    ],
    build: { write: false, minify: true, rollupOptions: { input: name, preserveEntrySignatures: "strict" } },
  });
  const [{ output: chunks }] = [output].flat() as [Rolldown.RolldownOutput];
  expect(chunks).toHaveLength(1);
  return chunks[0].code;
}

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
