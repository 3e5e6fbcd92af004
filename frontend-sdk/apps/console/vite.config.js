import { defineConfig } from "vite";

/** The console at the server's root and the API reference under /docs/; relative addresses survive a proxy's prefix. */
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // The reference page is one big library, loaded by itself.
    chunkSizeWarningLimit: 2_000,
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["index.html", "docs/index.html"], checks: { pluginTimings: false } },
  },
});
