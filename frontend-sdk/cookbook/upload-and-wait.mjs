// Uploads a file and waits until a player can start: node upload-and-wait.mjs film.mp4
import { basename } from "node:path";
import process from "node:process";
import { VideoErroredError } from "@sluice/client";
import { connect, say } from "./connect.mjs";

const [path = "film.mp4"] = process.argv.slice(2);
const sluice = connect();

const upload = sluice.uploads.upload(path, {
  video: { title: basename(path), playbackPolicy: "PUBLIC" },
  onProgress: ({ sent, total }) => say(`${sent} of ${total ?? "?"} bytes`),
});
// upload.pause(), upload.resume() and upload.abort() are there; `await upload.created` can be kept to go on another day.
const { videoId } = await upload.done;

try {
  const video = await sluice.videos.waitUntil(videoId, ({ playable }) => playable);
  say(`${video.id} is playable: ${video.playbackIds[0]?.urls?.hls}`);
} catch (error) {
  if (!(error instanceof VideoErroredError)) {
    throw error;
  }
  say(`${videoId} cannot be processed: ${error.message} (${error.code})`);
}
