import { NotFoundError, Sluice } from "@sluice/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failure, json, problem, TestServer } from "./support/server.js";

let server: TestServer;
let sluice: Sluice;

function job(id: string): object {
  const createdAt = "2026-11-02T10:00:00Z";
  return { id, videoId: "vid_1", state: "COMPLETED", progress: 100, createdAt, updatedAt: createdAt };
}

beforeEach(async () => {
  server = await TestServer.start();
  sluice = new Sluice({ baseUrl: server.url, apiKey: "slk_1" });
  const first = { items: [job("job_1"), job("job_2")], nextCursor: "c2" };
  server.answer(json(200, first), json(200, { items: [], nextCursor: "c3" }), json(200, { items: [job("job_3")] }));
});

afterEach(async () => {
  await server.stop();
});

test("a list is walked through page by page, with its filter", async () => {
  const ids: string[] = [];
  for await (const { id } of sluice.jobs.list({ state: "COMPLETED", limit: 2 })) {
    ids.push(id);
  }

  expect(ids).toEqual(["job_1", "job_2", "job_3"]);
  expect(server.seen.map(({ url }) => url)).toEqual([
    "/v1/jobs?limit=2&state=COMPLETED",
    "/v1/jobs?limit=2&cursor=c2&state=COMPLETED",
    "/v1/jobs?limit=2&cursor=c3&state=COMPLETED",
  ]);
});

test("no page is asked for before it is needed", async () => {
  for await (const { id } of sluice.jobs.list()) {
    if (id === "job_2") {
      break;
    }
  }
  expect(server.seen).toHaveLength(1);
});

test("one page can be had, and gone on from", async () => {
  const page = await sluice.jobs.list().page();
  expect(page.nextCursor).toBe("c2");

  await sluice.jobs.list({ cursor: page.nextCursor ?? "" }).page();
  expect(server.seen[1]?.url).toBe("/v1/jobs?cursor=c2");
});

test("an array has as many items as fit", async () => {
  expect((await sluice.jobs.list().toArray({ max: 2 })).map(({ id }) => id)).toEqual(["job_1", "job_2"]);
  expect(server.seen).toHaveLength(1);
  expect(await sluice.jobs.list().toArray({ max: 0 })).toEqual([]);
});

test("the first item may not be there", async () => {
  expect((await sluice.jobs.list().first())?.id).toBe("job_1");
  server.answer(json(200, { items: [] }));
  expect(await sluice.jobs.list().first()).toBeUndefined();
});

test("a failure comes out of the walk", async () => {
  server.answer(json(200, { items: [job("job_1")], nextCursor: "c2" }), problem(404, "not_found"));

  const error = await failure(sluice.jobs.list().toArray({ max: 10 }));

  expect(error).toBeInstanceOf(NotFoundError);
});

test("items with chosen fields are read as they come", async () => {
  server.answer(json(200, { items: [{ id: "vid_1" }] }));

  const [video] = await sluice.videos.list({ fields: ["id"] }).toArray({ max: 5 });

  expect(video).toEqual({ id: "vid_1" });
});

test("a filter with a slip of the pen is none", () => {
  // @ts-expect-error: there is no such parameter.
  sluice.videos.list({ sate: "READY", limit: 5 });
  // @ts-expect-error: with chosen fields, an answer may lack any of them.
  const read = async (): Promise<string> => (await sluice.videos.get("vid_1", { fields: ["id"] })).id;
  expect(read).toBeInstanceOf(Function);
});
