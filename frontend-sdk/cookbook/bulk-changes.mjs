// Changes many videos at once, each by itself: node bulk-changes.mjs "Draft " "Archive: "
import process from "node:process";
import { connect, say } from "./connect.mjs";

const [prefix = "Draft ", replacement = "Archive: "] = process.argv.slice(2);
const sluice = connect();

const videos = await sluice.videos.list({ titlePrefix: prefix }).toArray({ max: 1_000 });
for (let at = 0; at < videos.length; at += 100) {
  const items = videos.slice(at, at + 100).map(({ id, title = "" }) => ({
    action: /** @type {const} */ ("PATCH"),
    videoId: id,
    patch: { title: replacement + title.slice(prefix.length) },
  }));
  const { items: outcomes } = await sluice.videos.bulk(items);
  for (const { videoId, httpStatus, video, problem } of outcomes) {
    say(httpStatus === 200 ? `${videoId} is now "${video?.title}"` : `${videoId} stays: ${problem?.detail}`);
  }
}
