import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SluiceClient, SluiceError } from "@sluice/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const VIDEO = {
  id: "vid_01jd8wq2k3m4n5p6q7r8s9t0vw",
  title: "Harbour at dawn",
  state: "REMASTERING",
  playable: true,
  progress: 40.5,
  playbackIds: [],
  renditions: [],
  createdAt: "2026-11-02T10:00:00Z",
  updatedAt: "2026-11-02T10:00:01.250Z",
  addedLater: 1,
};

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

let server: Server;
let baseUrl: string;
let seen: Seen[];
let answer: (response: ServerResponse) => void;

function json(status: number, body: unknown, headers: Record<string, string> = {}): typeof answer {
  return (response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
}

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function client(options: { timeout?: number } = {}): SluiceClient {
  return new SluiceClient({ baseUrl: `${baseUrl}/`, apiKey: "slk_test", ...options });
}

async function failure(call: Promise<unknown>): Promise<SluiceError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SluiceError);
  return error as SluiceError;
}

describe("a call", () => {
  test("carries the key and reads dates, new fields and new states", async () => {
    answer = json(200, { items: [VIDEO], nextCursor: "c2" });

    const page = await client().videos.listVideos({ limit: 5, cursor: "c1" });

    expect(seen[0]).toMatchObject({ method: "GET", url: "/v1/videos?limit=5&cursor=c1" });
    expect(seen[0]?.headers.authorization).toBe("Bearer slk_test");
    expect(page.nextCursor).toBe("c2");
    expect(page.items[0]).toMatchObject({ id: VIDEO.id, state: "REMASTERING", progress: 40.5 });
    expect(page.items[0]?.createdAt).toEqual(new Date("2026-11-02T10:00:00Z"));
    expect(page.items[0]?.duration).toBeUndefined();
  });

  test("sends a merge patch with the version seen, null included", async () => {
    answer = json(200, VIDEO, { ETag: '"8"' });

    const response = await client().videos.updateVideoRaw({
      videoId: VIDEO.id,
      ifMatch: '"7"',
      videoPatch: { title: "Dawn", description: null },
    });

    expect(seen[0]?.headers["content-type"]).toBe("application/merge-patch+json");
    expect(seen[0]?.headers["if-match"]).toBe('"7"');
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ title: "Dawn", description: null });
    expect(response.raw.headers.get("ETag")).toBe('"8"');
  });

  test("creates what the contract names", async () => {
    answer = json(201, {
      token: "a.b.c",
      expiresAt: "2026-11-02T11:00:00Z",
      urls: { hls: "h", dash: "d", poster: "p", thumbnail: "t" },
    });

    const token = await client().playbackTokens.createPlaybackToken({
      playbackTokenCreate: { playbackId: "pbk_01jd8wq2k3m4n5p6q7r8s9t0vw", expiresIn: 60 },
    });

    expect(seen[0]).toMatchObject({ method: "POST", url: "/v1/playback-tokens" });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ playbackId: "pbk_01jd8wq2k3m4n5p6q7r8s9t0vw", expiresIn: 60 });
    expect(token.urls.hls).toBe("h");
  });

  test("takes an answer without a body", async () => {
    answer = (response) => response.writeHead(204).end();

    await client().signingKeys.deleteSigningKey({ signingKeyId: "key_01jd8wq2k3m4n5p6q7r8s9t0vw" });

    expect(seen[0]?.method).toBe("DELETE");
  });
});

describe("a failure", () => {
  test("is the server's problem, with what was wrong", async () => {
    const problem = {
      type: "/docs/problems#invalid_request",
      title: "The request is not valid.",
      status: 400,
      detail: "limit is 500, at most 100 is allowed.",
      code: "invalid_request",
      culprit: "client",
      errors: [{ pointer: "query:limit", code: "too_large", message: "At most 100." }],
      requestId: "req_1",
    };
    answer = json(400, problem, { "Content-Type": "application/problem+json", "Retry-After": "3" });

    const error = await failure(client().videos.listVideos({ limit: 500 }));

    expect(error).toMatchObject({
      message: problem.detail,
      code: "invalid_request",
      status: 400,
      culprit: "client",
      errors: problem.errors,
      requestId: "req_1",
      retryAfter: 3,
    });
  });

  test("of a proxy in between keeps its status and the request id", async () => {
    answer = (response) =>
      response.writeHead(502, { "Content-Type": "text/html", "X-Request-Id": "abc" }).end("<h1>Bad Gateway</h1>");

    const error = await failure(client().jobs.listJobs());

    expect(error).toMatchObject({ code: "unexpected_answer", status: 502, culprit: "server", requestId: "abc" });
    expect(error.message).toBe("The server answered 502.");
  });

  test("whose problem was cut short still has its status", async () => {
    answer = (response) =>
      response.writeHead(503, { "Content-Type": "application/problem+json" }).end('{"code": "datab');

    expect(await failure(client().videos.listVideos())).toMatchObject({ code: "unexpected_answer", status: 503 });
  });

  test("by a connection cut in the middle of the body is named so", async () => {
    answer = (response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
      response.write('{"items": [', () => response.destroy());
    };

    expect(await failure(client().videos.listVideos())).toMatchObject({ code: "unreachable", status: 0 });
  });

  test("to connect is named so", async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));

    const error = await failure(client().videos.listVideos());

    expect(error).toMatchObject({ code: "unreachable", status: 0 });
    expect(error.cause).toBeInstanceOf(Error);
    server.listen(0);
  });

  test("by silence ends after the timeout", async () => {
    answer = () => undefined;

    expect(await failure(client({ timeout: 100 }).videos.listVideos())).toMatchObject({ code: "timeout", status: 0 });
  });

  test("that the caller asked for stays the caller's", async () => {
    const controller = new AbortController();
    answer = () => controller.abort(new Error("enough"));

    await expect(client().videos.listVideos({}, { signal: controller.signal })).rejects.toThrow("enough");
  });
});
