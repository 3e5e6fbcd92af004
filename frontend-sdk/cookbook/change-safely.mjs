// Changes a video only if nobody else has in between: node change-safely.mjs vid_… "A better title"
import process from "node:process";
import { PreconditionFailedError } from "@sluice/client";
import { connect, say } from "./connect.mjs";

const [videoId = "", title = "A better title"] = process.argv.slice(2);
const sluice = connect();

const { data, etag = "" } = await sluice.videos.get(videoId).withResponse();
say(`It was "${data.title}".`);

// Somebody is quicker …
await sluice.videos.update(videoId, { title: "Somebody else's" });
try {
  await sluice.videos.update(videoId, { title }, { ifMatch: etag });
} catch (error) {
  if (!(error instanceof PreconditionFailedError)) {
    throw error;
  }
  // … so look at it again, decide again.
  const { etag: newer = "" } = await sluice.videos.get(videoId).withResponse();
  const { title: now } = await sluice.videos.update(videoId, { title, description: null }, { ifMatch: newer });
  say(`Now it is "${now}".`);
}
