// Follows what happens, over restarts of the server and of this program: node follow-events.mjs [evt_…]
import process from "node:process";
import { isEvent } from "@sluice/client";
import { connect, say } from "./connect.mjs";

const [lastEventId] = process.argv.slice(2);
const sluice = connect();
const controller = new AbortController();

// Something to see.
setTimeout(() => void sluice.uploads.create({ video: { title: "Followed" }, size: 1 }), 500).unref();

const options = lastEventId === undefined ? {} : { lastEventId };
for await (const event of sluice.events.follow({ types: ["video.*"], signal: controller.signal, ...options })) {
  // Keep event.id where you keep what you made of it: it is the place to go on from.
  say(`${event.id} ${event.type} ${event.object.id}`);
  if (isEvent(event, "video.created")) {
    say(`A new one: ${event.data.title}`);
    break;
  }
}
