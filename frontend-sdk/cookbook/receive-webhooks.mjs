// Registers an endpoint, and believes only what Sluice has signed. HOOK_URL is what leads to this program from there.
import { createServer } from "node:http";
import process from "node:process";
import { unwrapWebhook, WebhookVerificationError } from "@sluice/client/webhook";
import { connect, say } from "./connect.mjs";

const { PORT = "8099", HOOK_URL: url = `http://localhost:${PORT}/hook` } = process.env;
const sluice = connect();
const { id, secret = "" } = await sluice.webhooks.create({ url, types: ["video.*"] });

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  try {
    // The raw body: a parsed one written again is another one. The same event may come twice; event.id tells.
    const event = await unwrapWebhook(Buffer.concat(chunks), request.headers, secret);
    response.writeHead(204).end();
    say(`Believed: ${event.type}`);
    await finish();
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) {
      throw error;
    }
    response.writeHead(400).end();
    say(`Not believed: ${error.message}`);
  }
});

async function finish() {
  server.close();
  await sluice.webhooks.delete(id);
}

server.listen(Number(PORT), async () => {
  await fetch(`http://localhost:${PORT}/hook`, { method: "POST", body: '{"id":"evt_1","type":"video.ready"}' });
  const delivery = await sluice.webhooks.test(id);
  say(`A test is under way: ${delivery.id}`);
});
