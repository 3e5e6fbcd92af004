import { type Chosen, contentOf, split } from "./call.js";
import type { ApiResponse } from "./generated/runtime.js";
import type { CallInit } from "./transport.js";

/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** For the next page, absent on the last. */
  nextCursor?: string | undefined;
}

type Load<T> = (cursor: string | undefined) => Promise<Page<T>>;

/**
 * A list that is asked for page by page while it is being walked through:
 * `for await (const video of sluice.videos.list({ state: "READY" }))`. Each walk begins anew.
 */
export class Pages<T> implements AsyncIterable<T> {
  readonly #load: Load<T>;
  readonly #first: string | undefined;

  constructor(load: Load<T>, first?: string) {
    this.#load = load;
    this.#first = first;
  }

  /** One page: the first, or the one of a cursor. */
  page(cursor: string | undefined = this.#first): Promise<Page<T>> {
    return this.#load(cursor);
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    let cursor = this.#first;
    do {
      const page = await this.#load(cursor);
      yield page;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const { items } of this.pages()) {
      yield* items;
    }
  }

  /** The first item, or undefined if the list is empty. */
  async first(): Promise<T | undefined> {
    for await (const item of this) {
      return item;
    }
    return undefined;
  }

  /** The first items, `max` at most: a list may be longer than what fits into memory. */
  async toArray({ max }: { max: number }): Promise<T[]> {
    const items: T[] = [];
    if (max > 0) {
      for await (const item of this) {
        items.push(item);
        if (items.length >= max) {
          break;
        }
      }
    }
    return items;
  }
}

/** Makes a list of a generated operation. */
export function pages<T, O extends object>(
  options: O | undefined,
  run: (request: Record<string, never>, init: CallInit) => Promise<ApiResponse<Page<T>>>,
): Pages<Chosen<T, O>> {
  const { request, init } = split(options ?? {});
  const { cursor: first, ...filter } = request as { cursor?: string };
  const load = async (cursor: string | undefined) => {
    const asked = (cursor === undefined ? filter : { ...filter, cursor }) as Record<string, never>;
    return (await contentOf(await run(asked, init), asked)) as Page<Chosen<T, O>>;
  };
  return new Pages(load, first);
}
