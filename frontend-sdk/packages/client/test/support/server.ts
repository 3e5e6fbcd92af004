import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

export type Answer = (response: ServerResponse, seen: Seen) => unknown;

/** A server whose answers a test decides: one after the other, the last one again and again. */
export class TestServer implements AsyncDisposable {
  readonly seen: Seen[] = [];
  readonly #server: Server;
  #answers: Answer[] = [json(500, {})];

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("error", () => undefined);
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        const seen = { method, url, headers, body: Buffer.concat(chunks) };
        this.seen.push(seen);
        const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
        answer?.(response, seen);
      });
    });
  }

  static async start(): Promise<TestServer> {
    const server = new TestServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  answer(...answers: Answer[]): void {
    this.#answers = answers;
  }

  /** Cuts all connections and takes no more. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
}

export function problem(status: number, code: string, headers: Record<string, string> = {}, more: object = {}): Answer {
  const body = {
    type: `/docs/problems#${code}`,
    title: code,
    status,
    code,
    culprit: "client",
    requestId: "req_1",
    ...more,
  };
  return json(status, body, { "Content-Type": "application/problem+json", ...headers });
}

export function empty(status: number, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(status, headers).end();
}

/** A connection that is lost instead of an answer. */
export function cut(): Answer {
  return (response) => response.destroy();
}

/** What a promise is rejected with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => {
      throw new Error("It did not fail.");
    },
    (reason: unknown) => reason,
  );
}
