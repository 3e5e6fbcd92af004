// For operators of an installation: a customer of its own, with limits, brand and first keys, in one call.
import process from "node:process";
import { Sluice, SluiceError } from "@sluice/client";
import { connect, say } from "./connect.mjs";

const { SLUICE_URL: baseUrl = "http://localhost:8080" } = process.env;
const operator = connect();

const { tenant, apiKeys } = await operator.tenants.create({
  name: "Harbour TV",
  externalId: `crm-${Date.now()}`,
  limits: { storageBytes: 50_000_000_000, requestsPerMinute: 600 },
  brand: { displayName: "Harbour TV", primaryColor: "#0b5fff" },
  defaults: { playbackPolicy: "SIGNED", tokenLifetime: 600 },
  apiKeys: [{ name: "server" }, { name: "tests", environment: "TEST" }],
});
const customer = new Sluice({ baseUrl, apiKey: apiKeys[0]?.secret ?? "" });
const { storageBytes } = await customer.account.usage();
say(`${tenant.id} uses ${storageBytes.used} of ${storageBytes.limit} bytes.`);

await operator.tenants.suspend(tenant.id, { playback: "CONTINUE", reason: "An example" });
try {
  await customer.videos.list().page();
} catch (error) {
  if (!(error instanceof SluiceError)) {
    throw error;
  }
  say(`While suspended: ${error.code}`);
}
await operator.tenants.resume(tenant.id);
const { items } = await customer.videos.list().page();
say(`Resumed, with ${items.length} videos.`);

await operator.tenants.suspend(tenant.id, { playback: "STOP" });
await operator.tenants.delete(tenant.id);
say("Deleted.");
