import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { Contract } from "../../../../test-support/contract.js";
import { type Answer, isOfType } from "./answers.js";
import { aJob, aPlaybackId, aVideo, type MockUpload, type MockVideo, nextId, PROCESSED, urlsAt } from "./catalogue.js";
import { sendMedia, sendPage } from "./files.js";
import { MockProvider } from "./provider.js";
import { MockTenancy } from "./tenancy.js";

type Json = Record<string, unknown>;

/**
 * Answers in the contract's shapes so that the console can be looked at and driven without the program. What it was asked and what it
 * answered is held against the contract; beyond that it proves nothing about the API: that is what the program's own tests are for.
 */
export class MockBackEnd {
  static readonly KEY = "slk_mock";

  videos: MockVideo[] = [];
  uploads: MockUpload[] = [];
  readonly requests: string[] = [];
  /** Where the console or this mock has left the contract. */
  readonly complaints: string[] = [];
  readonly tenancy = new MockTenancy();
  readonly provider = new MockProvider();
  /** Answers every call of the API with this status, as a broken server does. */
  failing: number | undefined;
  /** Milliseconds that the tus route takes over each piece of a body. */
  uploadDelay = 0;
  /** How far a video being processed has got on when it is asked for the next time. */
  progressStep = 25;
  /** How many of the next tokens are of the kind that delivery refuses. */
  badTokens = 0;
  /** Seconds. */
  tokenLifetime = 3_600;
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();
  readonly #versions = new Map<string, number>();

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<MockBackEnd> {
    const backEnd = new MockBackEnd();
    await new Promise<void>((resolve) => backEnd.#server.listen(0, "127.0.0.1", resolve));
    return backEnd;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  add(change: Partial<MockVideo>, policy = "SIGNED"): MockVideo {
    const video = aVideo(change);
    video.playbackIds = [aPlaybackId(video.id, policy, this.origin)];
    this.videos.unshift(video);
    return video;
  }

  /** Somebody else changes it. */
  touch(video: MockVideo, change: Partial<MockVideo>): void {
    Object.assign(video, change);
    this.#versions.set(video.id, this.#versionOf(video) + 1);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.origin);
    const [, area = "", ...rest] = url.pathname.split("/");
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    if (area === "tus") {
      await this.#tus(request, response, rest[0] ?? "");
    } else if (area === "t" && rest[0] === "bad") {
      send(response, 403, { title: "Forbidden", status: 403, code: "playback_refused" }, "application/problem+json");
    } else if (area === "t" || area === "p") {
      await sendMedia(request, response, rest.slice(area === "t" ? 1 : 0));
    } else if (area === "v1") {
      await this.#authenticated(request, response, url, rest);
    } else {
      await this.#open(request, response, url, area);
    }
  }

  /** What anybody may ask for: the pages, and how to sign in. */
  async #open(request: IncomingMessage, response: ServerResponse, url: URL, area: string): Promise<void> {
    if (area === "idp") {
      this.provider.answer(response, url, await textBody(request), this.origin);
    } else if (url.pathname === "/console-config.json") {
      send(response, 200, this.provider.enabled ? this.provider.config(this.origin) : {});
    } else if (url.pathname === "/.well-known/openid-configuration") {
      // The reference page asks for it, because the contract names it.
      send(response, 200, { issuer: `${this.origin}/idp` });
    } else {
      await sendPage(response, url.pathname);
    }
  }

  async #authenticated(request: IncomingMessage, response: ServerResponse, url: URL, path: string[]): Promise<void> {
    const { authorization } = request.headers;
    const text = await textBody(request);
    const body = text === "" ? undefined : (JSON.parse(text) as Json);
    this.#watch(request, response, url, body);
    if (authorization !== `Bearer ${MockBackEnd.KEY}` && !this.provider.isToken(authorization)) {
      problem(response, 401, "unauthorized", "No API key was given, or one that is unknown.");
    } else if (this.failing !== undefined && path[0] !== "whoami") {
      problem(response, this.failing, "internal_error", "Something went wrong in the server.");
    } else if (url.pathname === "/v1/events/stream") {
      this.#stream(request, response, url.searchParams.get("type"));
    } else {
      const call = {
        method: request.method ?? "",
        path,
        query: url.searchParams,
        body: body ?? {},
        headers: request.headers,
      };
      const answer = this.tenancy.answer(call);
      if (answer === undefined) {
        this.#api(request, response, url, path, body ?? {});
      } else {
        sendAnswer(response, answer);
      }
    }
  }

  /** Holds the exchange against the contract once it has ended. */
  #watch(request: IncomingMessage, response: ServerResponse, url: URL, body: unknown): void {
    const { end } = response;
    response.end = (...args: unknown[]) => {
      const exchange = {
        method: request.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        body,
        status: response.statusCode,
        answer: typeof args[0] === "string" && url.pathname !== "/v1/audit/export" ? JSON.parse(args[0]) : undefined,
      };
      this.complaints.push(...Contract.load().complaints(exchange));
      return (end as (...all: unknown[]) => ServerResponse).apply(response, args);
    };
  }

  #stream(request: IncomingMessage, response: ServerResponse, type: string | null): void {
    const write = (event: Json) => {
      if (type === null || isOfType(String(event.type), type)) {
        response.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      }
    };
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(": hello\n\n");
    const last = request.headers["last-event-id"];
    const missed = this.tenancy.events.findIndex(({ id }) => id === last);
    for (const event of this.tenancy.events.slice(0, Math.max(0, missed)).reverse()) {
      write(event);
    }
    this.tenancy.followers.add(write);
    this.#streams.add(response);
    response.on("close", () => {
      this.tenancy.followers.delete(write);
      this.#streams.delete(response);
    });
  }

  /** Cuts all streams of events, as a proxy does. */
  cutStreams(): void {
    for (const response of this.#streams) {
      response.destroy();
    }
  }

  #api(request: IncomingMessage, response: ServerResponse, url: URL, [resource, id]: string[], body: Json): void {
    const { method } = request;
    if (resource === "videos") {
      this.#videos(request, response, url, id, body);
    } else if (resource === "uploads") {
      this.#uploads(method, response, id, body);
    } else if (resource === "jobs") {
      this.#jobs(response, url, id);
    } else if (resource === "playback-tokens") {
      this.#tokens(response, body);
    } else if (resource === "playback-ids") {
      this.#playbackIds(method, response, id, body);
    } else {
      problem(response, 404, "not_found", "There is no such resource.");
    }
  }

  #jobs(response: ServerResponse, url: URL, id: string | undefined): void {
    const videoId = id === undefined ? url.searchParams.get("videoId") : `vid_${id.slice(4)}`;
    const video = this.videos.find((candidate) => candidate.id === videoId);
    const job = video === undefined ? undefined : aJob(video);
    send(response, 200, id === undefined ? { items: job === undefined ? [] : [job] } : (job ?? {}));
  }

  #tokens(response: ServerResponse, body: Json): void {
    const token = this.badTokens > 0 ? "bad" : `tok${this.requests.length}`;
    this.badTokens = Math.max(0, this.badTokens - 1);
    const expiresAt = new Date(Date.now() + Number(body.expiresIn ?? this.tokenLifetime) * 1_000).toISOString();
    send(response, 201, { token, expiresAt, urls: urlsAt(`${this.origin}/t/${token}/${String(body.playbackId)}`) });
  }

  #videos(request: IncomingMessage, response: ServerResponse, url: URL, id: string | undefined, body: Json): void {
    const video = this.videos.find((candidate) => candidate.id === id);
    if (id === undefined) {
      this.#listVideos(response, url);
    } else if (video === undefined) {
      problem(response, 404, "not_found", "There is no such video.");
    } else {
      this.#video(request, response, video, body);
    }
  }

  #listVideos(response: ServerResponse, url: URL): void {
    const state = url.searchParams.get("state");
    const start = Number(url.searchParams.get("cursor") ?? 0);
    const end = start + Number(url.searchParams.get("limit") ?? 20);
    const all = this.videos.filter((video) => state === null || video.state === state);
    for (const video of all) {
      this.#process(video);
    }
    send(response, 200, { items: all.slice(start, end), ...(end < all.length && { nextCursor: String(end) }) });
  }

  #video(request: IncomingMessage, response: ServerResponse, video: MockVideo, body: Json): void {
    if (request.method === "DELETE") {
      this.videos = this.videos.filter((other) => other !== video);
      response.writeHead(204).end();
      return;
    }
    if (request.method === "PATCH") {
      const expected = request.headers["if-match"];
      if (expected !== undefined && expected !== `"${this.#versionOf(video)}"`) {
        problem(response, 412, "precondition_failed", "The video has changed since.");
        return;
      }
      this.touch(video, body);
    } else {
      this.#process(video);
    }
    response.setHeader("ETag", `"${this.#versionOf(video)}"`);
    send(response, 200, withoutNulls(video));
  }

  #versionOf(video: MockVideo): number {
    return this.#versions.get(video.id) ?? 1;
  }

  #process(video: MockVideo): void {
    if (video.state !== "PROCESSING" || this.progressStep === 0) {
      return;
    }
    const progress = Math.min(100, video.progress + this.progressStep);
    const done = progress === 100;
    this.touch(video, {
      progress,
      playable: progress >= 50,
      state: done ? "READY" : "PROCESSING",
      ...(progress >= 50 && PROCESSED),
    });
  }

  #uploads(method: string | undefined, response: ServerResponse, id: string | undefined, body: Json): void {
    const upload = this.uploads.find((candidate) => candidate.id === id);
    if (method === "DELETE" && upload !== undefined) {
      upload.state = "CANCELLED";
      this.videos = this.videos.filter((video) => video.id !== upload.videoId);
      response.writeHead(204).end();
    } else if (method === "GET" && upload !== undefined) {
      send(response, 200, this.#uploadJson(upload));
    } else if (method === "POST") {
      const draft = (body.video ?? {}) as Json;
      const source = { filename: body.filename, size: body.size };
      const video = this.add({ title: String(draft.title), source }, String(draft.playbackPolicy));
      const created: MockUpload = {
        id: nextId("upl"),
        videoId: video.id,
        state: "WAITING",
        size: Number(body.size),
        offset: 0,
        token: `secret-${nextId("tok")}`,
      };
      this.uploads.push(created);
      send(response, 201, { ...this.#uploadJson(created), uploadUrl: `${this.origin}/tus/${created.token}` });
    } else {
      problem(response, 404, "not_found", "There is no such upload.");
    }
  }

  #uploadJson({ token: _secret, ...upload }: MockUpload): Json {
    const now = Date.now();
    return { ...upload, expiresAt: new Date(now + 86_400_000).toISOString(), createdAt: new Date(now).toISOString() };
  }

  #playbackIds(method: string | undefined, response: ServerResponse, id: string | undefined, body: Json): void {
    if (method === "DELETE") {
      for (const video of this.videos) {
        video.playbackIds = video.playbackIds.filter((playbackId) => playbackId.id !== id);
      }
      response.writeHead(204).end();
      return;
    }
    const created = aPlaybackId(String(body.videoId), String(body.policy), this.origin);
    this.videos.find((video) => video.id === body.videoId)?.playbackIds.push(created);
    send(response, 201, created);
  }

  async #tus(request: IncomingMessage, response: ServerResponse, token: string): Promise<void> {
    const upload = this.uploads.find((candidate) => candidate.token === token);
    response.setHeader("Tus-Resumable", "1.0.0");
    if (upload === undefined || upload.state === "CANCELLED") {
      response.writeHead(upload === undefined ? 404 : 410).end();
    } else if (request.method === "HEAD") {
      response.writeHead(200, { "Upload-Offset": upload.offset, "Upload-Length": upload.size }).end();
    } else if (Number(request.headers["upload-offset"]) !== upload.offset) {
      problem(response, 409, "wrong_offset", `Upload-Offset is not ${upload.offset}.`);
    } else {
      await this.#receive(request, upload);
      response.writeHead(204, { "Upload-Offset": upload.offset }).end();
    }
  }

  async #receive(request: IncomingMessage, upload: MockUpload): Promise<void> {
    upload.state = "UPLOADING";
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        upload.offset += chunk.length;
        await after(this.uploadDelay);
      }
    } catch {
      // The client went away: what has arrived stays, as tus wants it.
      return;
    }
    const video = this.videos.find((candidate) => candidate.id === upload.videoId);
    if (upload.offset === upload.size && video !== undefined) {
      upload.state = "COMPLETED";
      this.touch(video, { state: "PROCESSING" });
    }
  }
}

async function textBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function withoutNulls(video: MockVideo): Json {
  return Object.fromEntries(Object.entries(video).filter(([, value]) => value !== null));
}

function send(response: ServerResponse, status: number, body: unknown, type = "application/json"): void {
  response.writeHead(status, { "Content-Type": type, "X-Request-Id": "req_mock" }).end(JSON.stringify(body));
}

function sendAnswer(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "Content-Type": type, "X-Request-Id": "req_mock", ...headers });
  response.end(body === undefined ? undefined : text);
}

function problem(response: ServerResponse, status: number, code: string, detail: string): void {
  const culprit = status < 500 ? "client" : "server";
  const body = { type: "about:blank", title: code, status, detail, code, culprit, requestId: "req_mock" };
  send(response, status, body, "application/problem+json");
}
