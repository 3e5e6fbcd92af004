import type { Json } from "./records.js";

/** A request to the mock. */
export interface Call {
  method: string;
  /** The path's parts behind `/v1/`. */
  path: string[];
  query: URLSearchParams;
  body: Json;
  headers: NodeJS.Dict<string | string[]>;
}

/** What the mock answers. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export const NOT_FOUND: Answer = failure(404, "not_found", "There is no such resource in this tenant.");

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function failure(status: number, code: string, detail: string): Answer {
  const culprit = status < 500 ? "client" : "server";
  return { status, body: { type: "about:blank", title: code, status, detail, code, culprit, requestId: "req_mock" } };
}

export function page(all: unknown[], query: URLSearchParams): Answer {
  const start = Number(query.get("cursor") ?? 0);
  const end = start + Number(query.get("limit") ?? 20);
  return ok({ items: all.slice(start, end), ...(end < all.length && { nextCursor: String(end) }) });
}

export function inState(query: URLSearchParams): (item: Json) => boolean {
  const state = query.get("state");
  return (item) => state === null || item.state === state;
}

export function matches(entry: Json, query: URLSearchParams): boolean {
  const is = (name: string, value: unknown) => !query.has(name) || query.get(name) === value;
  return (
    is("operation", entry.operation) &&
    is("requestId", entry.requestId) &&
    is("objectId", (entry.object as Json | undefined)?.id) &&
    is("actorId", (entry.actor as Json).id)
  );
}

export function isOfType(type: string, wanted: string): boolean {
  return wanted.split(",").some((one) => (one.endsWith(".*") ? type.startsWith(one.slice(0, -1)) : type === one));
}

/** JSON Merge Patch (RFC 7396). */
export function merged(before: Json, patch: Json): Json {
  const after = { ...before };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete after[name];
      delete before[name];
    } else if (typeof value === "object" && !Array.isArray(value)) {
      after[name] = merged({ ...(before[name] as Json | undefined) }, value as Json);
    } else {
      after[name] = value;
    }
  }
  return after;
}

export function without(object: Json, ...names: string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
