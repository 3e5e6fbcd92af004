import {
  ConflictError,
  ConnectionError,
  ForbiddenError,
  NotFoundError,
  NotModifiedError,
  PreconditionFailedError,
  RateLimitedError,
  type ResponseInfo,
  ServerError,
  Sluice,
  type SluiceError,
  type SluiceOptions,
  TimeoutError,
  UnauthorizedError,
  ValidationError,
} from "@sluice/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cut, empty, failure, json, problem, TestServer } from "./support/server.js";

const KEY = { id: "key_1", algorithm: "RS256", publicKey: "PEM", createdAt: "2026-11-02T10:00:00Z" };

let server: TestServer;

beforeEach(async () => {
  server = await TestServer.start();
});

afterEach(async () => {
  await server.stop();
});

function sluice(options: Partial<SluiceOptions> = {}): Sluice {
  return new Sluice({ baseUrl: server.url, apiKey: "slk_1", ...options });
}

function methods(): string[] {
  return server.seen.map(({ method }) => method);
}

describe("a call", () => {
  test("says who asks, for whom", async () => {
    server.answer(json(200, KEY));

    await sluice({ tenant: "ten_1", environment: "TEST", grant: "gra_1" }).signingKeys.get("key_1");

    expect(server.seen[0]?.headers).toMatchObject({
      authorization: "Bearer slk_1",
      "sluice-tenant": "ten_1",
      "sluice-environment": "TEST",
      "sluice-grant": "gra_1",
    });
  });

  test("takes dates and lists, and reads an answer that has only some fields", async () => {
    server.answer(json(200, { id: "vid_1", createdAt: "2026-11-02T10:00:00Z" }));

    const video = await sluice().videos.get("vid_1", { fields: ["id", "createdAt"], at: new Date(1_000) });

    expect(server.seen[0]?.url).toBe("/v1/videos/vid_1?fields=id%2CcreatedAt&at=1970-01-01T00%3A00%3A01.000Z");
    expect(video).toEqual({ id: "vid_1", createdAt: new Date("2026-11-02T10:00:00Z") });
  });

  test("gives the head of the answer to who wants it", async () => {
    server.answer(json(200, KEY, { ETag: '"1.a"', "X-Request-Id": "req_9" }));

    const { data, etag, requestId, response } = await sluice().signingKeys.get("key_1").withResponse();

    expect(data.id).toBe("key_1");
    expect({ etag, requestId, status: response.status }).toEqual({ etag: '"1.a"', requestId: "req_9", status: 200 });
  });

  test("tells hooks of every attempt, and lets them add headers", async () => {
    server.answer(empty(503), json(200, KEY, { "X-Request-Id": "req_2" }));
    const answers: ResponseInfo[] = [];

    await sluice({
      onRequest: ({ headers, attempt }) => headers.set("X-Attempt", String(attempt)),
      onResponse: (info) => void answers.push(info),
    }).signingKeys.get("key_1");

    expect(server.seen.map(({ headers }) => headers["x-attempt"])).toEqual(["1", "2"]);
    expect(answers.map(({ status, attempt, requestId }) => ({ status, attempt, requestId }))).toEqual([
      { status: 503, attempt: 1, requestId: undefined },
      { status: 200, attempt: 2, requestId: "req_2" },
    ]);
  });

  test("asks for another token when one is refused, once", async () => {
    server.answer(problem(401, "unauthorized"), json(200, KEY), problem(401, "unauthorized"));
    const refused: (string | undefined)[] = [];
    const token = (old?: string) => {
      refused.push(old);
      return Promise.resolve(old === undefined ? "old" : "new");
    };
    const asked = new Sluice({ baseUrl: server.url, token });

    await asked.signingKeys.get("key_1");
    const error = await failure(asked.signingKeys.get("key_1"));

    expect(error).toBeInstanceOf(UnauthorizedError);
    expect(refused).toEqual([undefined, "old", undefined, "old"]);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer old",
      "Bearer new",
      "Bearer old",
      "Bearer new",
    ]);
  });
});

describe("an error", () => {
  test.each([
    [304, NotModifiedError],
    [400, ValidationError],
    [401, UnauthorizedError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [409, ConflictError],
    [412, PreconditionFailedError],
    [422, ValidationError],
    [428, PreconditionFailedError],
    [429, RateLimitedError],
    [500, ServerError],
  ])("of status %i is a class of its own", async (status, kind) => {
    server.answer(status === 304 ? empty(304) : problem(status, "reason"));

    const error = await failure(sluice({ maxRetries: 0 }).signingKeys.get("key_1"));

    expect(error).toBeInstanceOf(kind);
    expect((error as SluiceError).status).toBe(status);
  });

  test("knows what the problem says", async () => {
    const errors = [{ pointer: "/size", code: "too_small", message: "At least 1." }];
    server.answer(problem(400, "invalid_request", {}, { errors, detail: "The size is 0." }));

    const error = await failure(sluice().uploads.create({ size: 0 }));

    expect(error).toMatchObject({ message: "The size is 0.", code: "invalid_request", errors, requestId: "req_1" });
  });

  test("knows when to try again, as seconds or as a date", async () => {
    const soon = new Date(Date.now() + 90_000).toUTCString();
    server.answer(problem(429, "rate_limited", { "Retry-After": "7" }), empty(503, { "Retry-After": soon }));
    const asked = sluice({ maxRetries: 0 });

    expect(await failure(asked.account.usage())).toMatchObject({ retryAfter: 7 });
    const later = (await failure(asked.account.usage())) as SluiceError;
    expect(later.retryAfter).toBeGreaterThan(80);
    expect(later.retryAfter).toBeLessThan(100);
  });
});

describe("a repetition", () => {
  test.each([408, 429, 500, 502, 503, 504])("follows status %i of a GET", async (status) => {
    server.answer(empty(status), json(200, KEY));

    expect((await sluice().signingKeys.get("key_1")).id).toBe("key_1");
    expect(methods()).toEqual(["GET", "GET"]);
  });

  test("follows a lost connection", async () => {
    server.answer(cut(), json(200, KEY));

    expect((await sluice().signingKeys.get("key_1")).id).toBe("key_1");
  });

  test("follows silence", async () => {
    server.answer(() => undefined, json(200, KEY));

    expect((await sluice({ timeout: 200 }).signingKeys.get("key_1")).id).toBe("key_1");
  });

  test("is not made of what the caller has to mend", async () => {
    server.answer(problem(404, "not_found"));

    expect(await failure(sluice().videos.get("vid_1"))).toBeInstanceOf(NotFoundError);
    expect(methods()).toEqual(["GET"]);
  });

  test("ends after maxRetries", async () => {
    server.answer(empty(503));

    expect(await failure(sluice({ maxRetries: 2 }).account.get())).toBeInstanceOf(ServerError);
    expect(methods()).toHaveLength(3);
  });

  test("ends with the total time", async () => {
    server.answer(() => undefined);
    const begun = Date.now();

    const error = await failure(sluice({ timeout: 150, totalTimeout: 400, maxRetries: 100 }).account.get());

    expect(error).toBeInstanceOf(TimeoutError);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  test("waits as long as the server wants, or does not come if that is too long", async () => {
    server.answer(problem(429, "rate_limited", { "Retry-After": "1" }), json(200, KEY));
    const begun = Date.now();
    await sluice().signingKeys.get("key_1");
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000);

    server.answer(problem(429, "rate_limited", { "Retry-After": "3600" }));
    expect(await failure(sluice().account.get())).toMatchObject({ code: "rate_limited", retryAfter: 3_600 });
    expect(server.seen).toHaveLength(3);
  });

  test("of a POST carries the same key, which is another for another call", async () => {
    server.answer(cut(), empty(503), json(201, KEY));

    await sluice().signingKeys.create({ name: "web" });
    await sluice().signingKeys.create({ name: "web" });

    const keys = server.seen.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toHaveLength(4);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
    expect(server.seen.map(({ body }) => body.toString())).toEqual(Array(4).fill('{"name":"web"}'));
  });

  test("of a POST can have a key of the caller's", async () => {
    server.answer(json(201, KEY));

    await sluice().signingKeys.create({}, { idempotencyKey: "order-7" });

    expect(server.seen[0]?.headers["idempotency-key"]).toBe("order-7");
  });

  test("waits for a POST that is still being carried out", async () => {
    server.answer(problem(409, "idempotency_in_progress", { "Retry-After": "1" }), json(201, KEY));

    expect((await sluice().signingKeys.create()).id).toBe("key_1");
  });

  test("of a PATCH is made only if it cannot undo another's change", async () => {
    server.answer(cut(), json(200, { items: [] }));
    expect(await failure(sluice().videos.update("vid_1", { title: "a" }))).toBeInstanceOf(ConnectionError);

    server.answer(cut(), problem(412, "changed"));
    expect(await failure(sluice().videos.update("vid_1", { title: "a" }, { ifMatch: '"1"' }))).toMatchObject({
      code: "changed",
    });

    server.answer(problem(429, "rate_limited"), problem(404, "not_found"));
    expect(await failure(sluice().videos.update("vid_1", { title: "a" }))).toMatchObject({ code: "not_found" });
    expect(methods()).toHaveLength(5);
  });

  test("is made of everything that was never sent", async () => {
    const { url } = server;
    await server.stop();
    const attempts: number[] = [];
    const asked = new Sluice({ baseUrl: url, maxRetries: 1, onRequest: ({ attempt }) => void attempts.push(attempt) });

    expect(await failure(asked.videos.update("vid_1", { title: "a" }))).toBeInstanceOf(ConnectionError);
    expect(attempts).toEqual([1, 2]);
  });

  test("of a DELETE whose answer was lost takes 404 for done", async () => {
    server.answer(cut(), problem(404, "not_found"));
    await sluice().signingKeys.delete("key_1");
    expect(methods()).toEqual(["DELETE", "DELETE"]);

    server.answer(problem(429, "rate_limited"), problem(404, "not_found"));
    expect(await failure(sluice().signingKeys.delete("key_1"))).toBeInstanceOf(NotFoundError);
  });

  test("is not waited for when the caller gives up", async () => {
    server.answer(problem(429, "rate_limited", { "Retry-After": "30" }));
    const controller = new AbortController();
    const call = sluice().account.get({ signal: controller.signal });
    await expect.poll(() => server.seen.length).toBe(1);
    controller.abort(new Error("enough"));

    await expect(call).rejects.toThrow("enough");
  });
});
