// Walks through the catalogue: the next page is asked for when it is needed.
import { connect, say } from "./connect.mjs";

const sluice = connect();

// All that is ready, as it comes; only the fields that are needed.
for await (const { id, title } of sluice.videos.list({ state: "READY", fields: ["id", "title"], limit: 100 })) {
  say(`${id} ${title ?? "(no title)"}`);
}

// The ten longest, and never more than ten in memory.
const longest = await sluice.videos.list({ sort: "-duration" }).toArray({ max: 10 });
say(`The longest takes ${longest[0]?.duration ?? 0} seconds.`);

// A page for a page: keep its cursor in your link to the next.
const { items, nextCursor } = await sluice.videos.list({ limit: 5 }).page();
say(`${items.length} on the first page, ${nextCursor === undefined ? "which is the last" : "and there are more"}.`);
