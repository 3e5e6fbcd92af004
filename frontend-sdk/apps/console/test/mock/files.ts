import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import process from "node:process";

const PAGES = join(import.meta.dirname, "../../dist");
const CONTRACT = join(import.meta.dirname, "../../../../../openapi/openapi.yaml");
/** A folder with index.m3u8, what it refers to, and poster.jpg: another one makes nicer screenshots. */
const MEDIA = process.env.MOCK_MEDIA ?? join(import.meta.dirname, "../../../../packages/player/test/fixtures/clip");

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".yaml": "application/yaml",
  ".m3u8": "application/vnd.apple.mpegurl",
  ".m4s": "video/mp4",
  ".mp4": "video/mp4",
  ".jpg": "image/jpeg",
};

/** Serves the built console, and the contract it shows. */
export async function sendPage(response: ServerResponse, path: string): Promise<void> {
  const file = path.endsWith("/") ? `${path}index.html` : path;
  try {
    const body = await readFile(path === "/openapi.yaml" ? CONTRACT : join(PAGES, normalize(file)));
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** Serves the clip that every video of the mock has, with byte ranges. */
export async function sendMedia(request: IncomingMessage, response: ServerResponse, path: string[]): Promise<void> {
  const [playbackId = "", name = ""] = path;
  const isPicture = name === "poster.jpg" || name === "thumbnail.jpg";
  const file = isPicture ? "poster.jpg" : normalize(name);
  const own = isPicture ? await read(`poster-${playbackId.slice(-1)}.jpg`) : undefined;
  const whole = own ?? (await read(file));
  if (whole === undefined) {
    response.writeHead(404).end();
    return;
  }
  const headers = { "Content-Type": TYPES[extname(file)] ?? "", "Access-Control-Allow-Origin": "*" };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  if (range === null) {
    response.writeHead(200, headers).end(whole);
    return;
  }
  const from = Number(range[1]);
  const to = range[2] === "" ? whole.length - 1 : Number(range[2]);
  response.writeHead(206, { ...headers, "Content-Range": `bytes ${from}-${to}/${whole.length}` });
  response.end(whole.subarray(from, to + 1));
}

async function read(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(MEDIA, file));
  } catch {
    return undefined;
  }
}
