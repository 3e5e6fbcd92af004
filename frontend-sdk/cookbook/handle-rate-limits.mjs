// What becomes of too many calls: the client waits as long as the server says and repeats; without patience you are told.
import process from "node:process";
import { RateLimitedError } from "@sluice/client";
import { connect, say } from "./connect.mjs";

const [calls = "30"] = process.argv.slice(2);
let limited = 0;
const sluice = connect({
  onResponse: ({ status }) => {
    limited += status === 429 ? 1 : 0;
  },
});

const impatient = { maxRetries: 0 };
try {
  for (let n = 0; n < Number(calls); n++) {
    await sluice.videos.list({ limit: 1, ...impatient }).page();
  }
  say(`All ${calls} calls went through.`);
} catch (error) {
  if (!(error instanceof RateLimitedError)) {
    throw error;
  }
  say(`Limited: ${error.message} In ${error.retryAfter} s there is more.`);
  await sluice.videos.list({ limit: 1, maxRetries: 10 }).page();
  say(`Went through after ${limited} refusals.`);
}
