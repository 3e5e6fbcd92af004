import type { ApiResponse } from "./generated/runtime.js";
import { given } from "./given.js";
import { withInstants } from "./instants.js";
import type { CallOptions } from "./options.js";
import { type CallInit, initOf } from "./transport.js";

type Instants = "at" | "from" | "to" | "createdAfter" | "createdBefore";
type Lists = "fields" | "expand" | "type";
type OptionalKeys<R> = { [K in keyof R]-?: undefined extends R[K] ? K : never }[keyof R];

/**
 * What an operation can be told besides ids and body, and how patient the call is to be. Instants may be `Date`s, and lists
 * such as `fields` may be arrays.
 */
export type Options<R> = {
  [K in OptionalKeys<R>]?:
    | R[K]
    | (K extends Instants ? (R[K] extends string | undefined ? Date : never) : never)
    | (K extends Lists ? readonly string[] : never);
} & CallOptions;

/** Options without any that the operation does not have: a filter with a slip of the pen would otherwise be none. */
export type Exact<O, R> = O & { [K in Exclude<keyof O, keyof Options<R>>]: never };

/** An answer, in which only the chosen `fields` can be relied on, if there was a choice. */
export type Chosen<T, O> = O extends { fields: string | readonly string[] } ? Partial<T> : T;

/** An answer and what came with it. */
export interface WithResponse<T> {
  data: T;
  /** For `ifMatch` and `ifNoneMatch`. */
  etag: string | undefined;
  requestId: string | undefined;
  /** Its body is used up. */
  response: Response;
}

/** A call under way: a promise of the answer's content. */
export interface Call<T> extends Promise<T> {
  /** The content together with the head of the answer. */
  withResponse(): Promise<WithResponse<T>>;
}

type Run<R, T> = (request: R, init: CallInit) => Promise<ApiResponse<T>>;

/** Runs a generated operation with the options of the user. `R` is what the generated code takes, but for ids and body. */
export function call<T, O extends object = CallOptions>(
  options: O | undefined,
  run: Run<Record<string, never>, T>,
): Call<Chosen<T, O>> {
  const { request, init } = split(options ?? {});
  const answer = run(request, init);
  const value = answer.then((response) => contentOf(response, request)) as Promise<Chosen<T, O>>;
  const withResponse = async (): Promise<WithResponse<Chosen<T, O>>> => {
    const data = await value;
    const { raw } = await answer;
    const { headers } = raw;
    return {
      data,
      etag: headers.get("ETag") ?? undefined,
      requestId: headers.get("X-Request-Id") ?? undefined,
      response: raw,
    };
  };
  return Object.assign(value, { withResponse });
}

/** Tells an operation's own parameters, in the contract's form, from the options of the call. */
export function split(
  options: object,
  more?: { isStream: boolean },
): { request: Record<string, never>; init: CallInit } {
  const { signal, timeout, totalTimeout, maxRetries, ...own } = options as CallOptions;
  const request = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, plain(value)]));
  const call = { signal, timeout, totalTimeout, maxRetries };
  return { request: request as Record<string, never>, init: initOf({ ...given(call), ...more }) };
}

/** The generated code expects all fields that the schema requires, so it cannot read an answer that has only some. */
export function contentOf<T>(answer: ApiResponse<T>, request: { fields?: unknown }): Promise<T> {
  return request.fields === undefined ? answer.value() : answer.raw.json().then((json) => withInstants(json) as T);
}

function plain(value: unknown): unknown {
  if (value instanceof Date) {
    return value.toISOString();
  }
  return Array.isArray(value) ? value.join(",") : value;
}
