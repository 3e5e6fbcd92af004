import process from "node:process";
import { defineConfig } from "vite";

const SLUICE = process.env.SLUICE_URL ?? "http://localhost:8080";

/** The development server puts styles into the page, which the pages' own policy forbids; built pages have none inside. */
const withoutPolicy = {
  name: "without-policy",
  apply: "serve",
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
};

/** The console at the server's root and the API reference under /docs/; relative addresses survive a proxy's prefix. */
export default defineConfig({
  base: "./",
  plugins: [withoutPolicy],
  server: {
    proxy: { "/v1": SLUICE, "/tus": SLUICE, "/openapi.yaml": SLUICE, "/console-config.json": SLUICE },
  },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // The reference page is one big library, loaded by itself.
    chunkSizeWarningLimit: 2_000,
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["index.html", "docs/index.html"], checks: { pluginTimings: false } },
  },
});
