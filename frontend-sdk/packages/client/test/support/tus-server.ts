import type { ServerResponse } from "node:http";
import { type Answer, empty, json, problem, type Seen, TestServer } from "./server.js";

/** What goes wrong with one PATCH: the connection is lost after some of its bytes, or after all but before the answer. */
export type Mishap = "half" | "answer" | "busy" | "hang";

/** An upload URL that keeps what it gets, behind an API that gives it out. */
export class TusServer {
  readonly http: TestServer;
  readonly mishaps: Mishap[] = [];
  kept = Buffer.alloc(0);
  length: number | undefined;
  created: Record<string, unknown> = {};
  isGone = false;

  private constructor(http: TestServer) {
    this.http = http;
    http.answer((response, seen) => this.#handle(response, seen));
  }

  static async start(): Promise<TusServer> {
    return new TusServer(await TestServer.start());
  }

  get url(): string {
    return `${this.http.url}/tus/secret`;
  }

  get isWhole(): boolean {
    return this.kept.length === this.length;
  }

  methods(): string[] {
    return this.http.seen.filter(({ url }) => url.startsWith("/tus/")).map(({ method }) => method);
  }

  #handle(response: ServerResponse, seen: Seen): void {
    const answer = seen.url === "/v1/uploads" ? this.#create(seen) : this.#tus(seen);
    answer(response, seen);
  }

  #create({ body }: Seen): Answer {
    this.created = JSON.parse(body.toString()) as Record<string, unknown>;
    this.length = this.created.size as number | undefined;
    const times = { createdAt: "2026-11-02T10:00:00Z", expiresAt: "2026-11-03T10:00:00Z" };
    return json(201, { id: "upl_1", videoId: "vid_1", state: "WAITING", offset: 0, uploadUrl: this.url, ...times });
  }

  #tus({ method, headers, body }: Seen): Answer {
    if (headers["tus-resumable"] !== "1.0.0") {
      return problem(412, "tus_version");
    }
    if (this.isGone) {
      return problem(410, "gone");
    }
    if (method === "DELETE") {
      this.isGone = true;
      return empty(204);
    }
    if (headers["upload-length"] !== undefined) {
      this.length = Number(headers["upload-length"]);
    }
    return method === "PATCH" ? this.#append(Number(headers["upload-offset"]), body) : this.#offset(200);
  }

  #append(offset: number, body: Buffer): Answer {
    if (offset !== this.kept.length) {
      return problem(409, "offset");
    }
    const mishap = this.mishaps.shift();
    if (mishap === "busy") {
      return problem(423, "locked");
    }
    if (mishap === "hang") {
      return () => undefined;
    }
    this.kept = Buffer.concat([this.kept, mishap === "half" ? body.subarray(0, body.length / 2) : body]);
    return mishap === undefined ? this.#offset(204) : (response) => response.destroy();
  }

  #offset(status: number): Answer {
    return empty(status, { "Upload-Offset": String(this.kept.length) });
  }
}
