import { defineConfig } from "vite";

/** The player with all it needs in one classic script, for pages without a bundler of their own. */
export default defineConfig({
  build: {
    outDir: "dist/standalone",
    target: "es2022",
    lib: { entry: "src/index.ts", name: "Sluice", formats: ["iife"], fileName: () => "player.js" },
  },
});
