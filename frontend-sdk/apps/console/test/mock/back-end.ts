import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { aJob, aPlaybackId, aVideo, type MockUpload, type MockVideo, nextId, PROCESSED, urlsAt } from "./catalogue.js";
import { sendMedia, sendPage } from "./files.js";

type Json = Record<string, unknown>;

/**
 * Answers in the contract's shapes so that the console can be looked at and driven without the program. It validates
 * nothing and proves nothing about the API: that is what the program's own contract tests are for.
 */
export class MockBackEnd {
  static readonly KEY = "slk_mock";

  videos: MockVideo[] = [];
  uploads: MockUpload[] = [];
  readonly requests: string[] = [];
  /** Milliseconds that the tus route takes over each piece of a body. */
  uploadDelay = 0;
  /** How far a video being processed has got on when it is asked for the next time. */
  progressStep = 25;
  /** How many of the next tokens are of the kind that delivery refuses. */
  badTokens = 0;
  /** Seconds. */
  tokenLifetime = 3_600;
  readonly #server: Server;
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
    } else if (area !== "v1") {
      await sendPage(response, url.pathname);
    } else if (request.headers.authorization === `Bearer ${MockBackEnd.KEY}`) {
      this.#api(request, response, url, rest, await jsonBody(request));
    } else {
      problem(response, 401, "unauthorized", "No API key was given, or one that is unknown.");
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

async function jsonBody(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : (JSON.parse(text) as Json);
}

function withoutNulls(video: MockVideo): Json {
  return Object.fromEntries(Object.entries(video).filter(([, value]) => value !== null));
}

function send(response: ServerResponse, status: number, body: unknown, type = "application/json"): void {
  response.writeHead(status, { "Content-Type": type, "X-Request-Id": "req_mock" }).end(JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, code: string, detail: string): void {
  const culprit = status < 500 ? "client" : "server";
  const body = { type: "about:blank", title: code, status, detail, code, culprit, requestId: "req_mock" };
  send(response, status, body, "application/problem+json");
}
