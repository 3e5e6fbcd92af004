// What all examples begin with: where the API is, and who asks.
import process from "node:process";
import { Sluice } from "@sluice/client";

/** @param {Partial<import("@sluice/client").SluiceOptions>} options */
export function connect(options = {}) {
  const { SLUICE_URL: baseUrl = "http://localhost:8080", SLUICE_KEY: apiKey } = process.env;
  if (apiKey === undefined) {
    say("Set SLUICE_KEY to an API key; SLUICE_URL is the address of the API.");
    process.exit(2);
  }
  return new Sluice({ baseUrl, apiKey, ...options });
}

/**
 * A line for people.
 *
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${line}\n`);
}
