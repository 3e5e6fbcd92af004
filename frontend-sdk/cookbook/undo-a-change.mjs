// Who changed what, and taking it back: node undo-a-change.mjs vid_…
import process from "node:process";
import { connect, say } from "./connect.mjs";

const [videoId = ""] = process.argv.slice(2);
const sluice = connect();
const { title: before } = await sluice.videos.get(videoId);
await sluice.videos.update(videoId, { title: "A mistake" });

const entry = await sluice.audit.list({ objectId: videoId, operation: "updateVideo" }).first();
say(
  `${entry?.actor.kind} ${entry?.actor.name ?? ""} changed ${entry?.changes?.map(({ pointer }) => pointer).join(", ")}.`,
);

if (entry !== undefined) {
  await sluice.audit.undo(entry.id);
}
const { title: now } = await sluice.videos.get(videoId);
say(now === before ? "Taken back." : `It is "${now}".`);

for await (const { at, type, sequence } of sluice.audit.history(videoId)) {
  say(`${at.toISOString()} ${sequence}. ${type}`);
}
const { valid, checked } = await sluice.audit.verify();
say(`${checked} entries of the audit are ${valid ? "all there and unchanged" : "not what they were"}.`);
