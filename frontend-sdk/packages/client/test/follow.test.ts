import { ForbiddenError, Sluice, type SluiceEvent, TimeoutError } from "@sluice/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Answer, cut, failure, json, problem, TestServer } from "./support/server.js";

let server: TestServer;
let sluice: Sluice;

beforeEach(async () => {
  server = await TestServer.start();
  sluice = new Sluice({ baseUrl: server.url, apiKey: "slk_1" });
});

afterEach(async () => {
  await server.stop();
});

function event(number: number): object {
  const object = { type: "video", id: "vid_1" };
  return { id: `evt_${number}`, type: "video.updated", sequence: number, object, data: {}, createdAt: new Date(0) };
}

/** A stream with these events, in pieces that end anywhere; then it ends, or hangs. */
function stream(numbers: number[], { hangs = false, newline = "\n" } = {}): Answer {
  return (response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    const text = numbers.map((number) =>
      [`: awake`, `id: evt_${number}`, "event: video.updated", `data: ${JSON.stringify(event(number))}`, "", ""].join(
        newline,
      ),
    );
    for (const piece of text.join("").match(/[\s\S]{1,37}/g) ?? []) {
      response.write(piece);
    }
    if (!hangs) {
      response.end();
    }
  };
}

async function take(events: AsyncIterable<SluiceEvent>, count: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of events) {
    ids.push(id);
    if (ids.length === count) {
      break;
    }
  }
  return ids;
}

function asked(): string[] {
  return server.seen.map(({ url, headers }) => `${url} ${String(headers["last-event-id"] ?? "")}`.trim());
}

test("it begins behind the newest event and goes on over connections that end, are cut or are refused for now", async () => {
  server.answer(
    json(200, { items: [{ id: "evt_4" }] }),
    stream([5, 6]),
    cut(),
    problem(503, "unavailable"),
    stream([7], { newline: "\r\n" }),
    stream([8], { hangs: true }),
  );

  expect(await take(sluice.events.follow({ types: ["video.*", "upload.created"] }), 4)).toEqual([
    "evt_5",
    "evt_6",
    "evt_7",
    "evt_8",
  ]);
  const path = "/v1/events/stream?type=video.*%2Cupload.created";
  expect(asked()).toEqual([
    "/v1/events?limit=1&fields=id",
    `${path} evt_4`,
    `${path} evt_6`,
    `${path} evt_6`,
    `${path} evt_6`,
    `${path} evt_7`,
  ]);
  expect(server.seen[1]?.headers).toMatchObject({ authorization: "Bearer slk_1", accept: "text/event-stream" });
});

test("it begins where it is told to", async () => {
  server.answer(stream([3], { hangs: true }));

  expect(await take(sluice.events.follow({ lastEventId: "evt_2" }), 1)).toEqual(["evt_3"]);
  expect(asked()).toEqual(["/v1/events/stream evt_2"]);
});

test("what happened first of all, just before the stream began, is not missed and not told twice", async () => {
  server.answer(json(200, { items: [] }), stream([1, 2], { hangs: true }), json(200, { items: [event(1)] }));

  expect(await take(sluice.events.follow(), 2)).toEqual(["evt_1", "evt_2"]);
});

test("a connection on which nothing is heard is replaced", async () => {
  server.answer(stream([], { hangs: true }), stream([3], { hangs: true }));

  expect(await take(sluice.events.follow({ lastEventId: "evt_2", silence: 200 }), 1)).toEqual(["evt_3"]);
});

test("a refusal ends it", async () => {
  server.answer(problem(403, "forbidden"));

  expect(await failure(take(sluice.events.follow({ lastEventId: "evt_2" }), 1))).toBeInstanceOf(ForbiddenError);
  expect(server.seen).toHaveLength(1);
});

test("patience ends", async () => {
  server.answer(stream([], { hangs: true }));
  const following = sluice.events.follow({ lastEventId: "evt_2", silence: 100, patience: 150 });

  expect(await failure(take(following, 1))).toBeInstanceOf(TimeoutError);
});

test("its signal ends it, and the connection", async () => {
  let isClosed = false;
  server.answer((response, seen) => {
    response.on("close", () => {
      isClosed = true;
    });
    stream([3], { hangs: true })(response, seen);
  });
  const controller = new AbortController();
  const following = sluice.events.follow({ lastEventId: "evt_2", signal: controller.signal });
  await following.next();
  const next = following.next();
  controller.abort(new Error("enough"));

  await expect(next).rejects.toThrow("enough");
  await expect.poll(() => isClosed).toBe(true);
});

test("an export is read line by line, as it comes", async () => {
  const entry = { id: "aud_1", sequence: 1, at: "2026-11-02T10:00:00Z", actor: { kind: "SYSTEM" }, after: { n: 1.0 } };
  server.answer((response) => {
    response.writeHead(200, { "Content-Type": "application/x-ndjson" });
    const line = JSON.stringify(entry);
    response.write(`${line}\n${line.slice(0, 20)}`);
    response.end(`${line.slice(20)}\n`);
  });

  const lines: string[] = [];
  for await (const line of sluice.audit.exportLines({ from: new Date(0) })) {
    lines.push(line);
  }
  expect(lines).toEqual(Array(2).fill(JSON.stringify(entry)));
  for await (const { at } of sluice.audit.export()) {
    expect(at).toEqual(new Date("2026-11-02T10:00:00Z"));
  }
  expect(server.seen[0]?.url).toBe("/v1/audit/export?from=1970-01-01T00%3A00%3A00.000Z");
});
