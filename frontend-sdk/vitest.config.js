import { defineConfig } from "vitest/config";

/** Deadlines for a machine that is busy with other things: they say when to give up, not how long a test takes. */
export default defineConfig({
  test: {
    include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts"],
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 45_000, interval: 50 } },
  },
});
