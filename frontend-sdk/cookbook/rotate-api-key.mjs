// Replaces a key without a gap: the old one works until the end of the overlap.

import process from "node:process";
import { Sluice, UnauthorizedError } from "@sluice/client";
import { connect, say } from "./connect.mjs";

const sluice = connect();
const { SLUICE_URL: baseUrl = "http://localhost:8080" } = process.env;
const as = (/** @type {string | undefined} */ apiKey) => new Sluice({ baseUrl, apiKey: apiKey ?? "" });

const old = await sluice.apiKeys.create({ name: "importer", scopes: ["videos:read", "uploads:write"] });
const { apiKey, scopes } = await as(old.secret).account.whoami();
say(`${apiKey?.name} may ${scopes.join(", ")}.`);

const fresh = await sluice.apiKeys.rotate(old.id, { overlap: 3_600 });
await Promise.all([as(old.secret).account.whoami(), as(fresh.secret).account.whoami()]);
say(`${old.hint} and ${fresh.hint} both work.`);

await sluice.apiKeys.revoke(old.id);
try {
  await as(old.secret).account.whoami();
} catch (error) {
  if (!(error instanceof UnauthorizedError)) {
    throw error;
  }
  say(`${old.hint} works no more.`);
}
await sluice.apiKeys.revoke(fresh.id);
