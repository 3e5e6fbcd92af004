import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const CLIP = join(import.meta.dirname, "../fixtures/clip");
const PLAYER = join(import.meta.dirname, "../../dist/standalone/player.js");
const TYPES: Record<string, string> = {
  ".m3u8": "application/vnd.apple.mpegurl",
  ".m4s": "video/mp4",
  ".jpg": "image/jpeg",
};

/** Serves the player, a page around it, and the clip: whole, growing, or with faults. */
export class ClipServer {
  readonly requests: string[] = [];
  /** How many segments `/growing/` shows so far; all of them end it. */
  segmentsDone = 1;
  /** How many of the next segment requests are cut off. */
  cuts = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<ClipServer> {
    const server = new ClipServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  /** A page with a player that has these attributes. */
  page(attributes: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/?attributes=${encodeURIComponent(attributes)}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    this.requests.push(url.pathname + url.search);
    const [, folder, file = ""] = url.pathname.split("/");
    if (url.pathname === "/") {
      send(response, "text/html", html(url.searchParams.get("attributes") ?? ""));
    } else if (url.pathname === "/player.js") {
      send(response, "text/javascript", await readFile(PLAYER));
    } else if (folder === "expired" || folder === "missing") {
      response.writeHead(folder === "expired" ? 403 : 404).end();
    } else if (folder === "growing" && file.endsWith(".m3u8")) {
      const playlist = await readFile(join(CLIP, file), "utf8");
      send(response, "application/vnd.apple.mpegurl", this.#growing(playlist));
    } else if (file.endsWith(".m4s") && this.cuts > 0) {
      this.cuts -= 1;
      response.destroy();
    } else {
      sendRange(request, response, TYPES[extname(file)] ?? "", await readFile(join(CLIP, file)));
    }
  }

  #growing(playlist: string): string {
    const segments = playlist.split("#EXTINF");
    if (segments.length === 1 || this.segmentsDone >= segments.length - 1) {
      return playlist.replace("TYPE:VOD", "TYPE:EVENT");
    }
    const shown = segments.slice(0, this.segmentsDone + 1).join("#EXTINF");
    return shown.replace("TYPE:VOD", "TYPE:EVENT").replace("TARGETDURATION:4", "TARGETDURATION:1");
  }
}

function html(attributes: string): string {
  return `<!doctype html><html lang="en"><title>Player</title>
    <body style="margin:0"><sluice-player controls style="width:640px" ${attributes}></sluice-player>
    <script src="/player.js"></script></body></html>`;
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
}

function sendRange(request: IncomingMessage, response: ServerResponse, type: string, whole: Buffer): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  if (range === null) {
    send(response, type, whole);
    return;
  }
  const from = Number(range[1]);
  const to = range[2] === "" ? whole.length - 1 : Number(range[2]);
  const headers = { "Content-Type": type, "Content-Range": `bytes ${from}-${to}/${whole.length}` };
  response.writeHead(206, headers).end(whole.subarray(from, to + 1));
}
