import { errorOfSilence } from "./error.js";

/** A line longer than this is not one of ours. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** The lines of a body as it comes in, without their ends (`\n` or `\r\n`). What comes after the last end is a line as well. */
export async function* linesOf(response: Response): AsyncGenerator<string, void, undefined> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) {
    return;
  }
  let rest = "";
  try {
    for (let part = await next(reader); part !== undefined; part = await next(reader)) {
      const lines = (rest + part).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > LONGEST_LINE) {
        throw errorOfSilence(new Error("A line without an end."));
      }
      yield* lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
    }
    if (rest !== "") {
      yield rest;
    }
  } finally {
    // Who stops reading hangs up; a body that has ended or failed is not in need of it.
    await reader.cancel().catch(() => undefined);
  }
}

async function next(reader: ReadableStreamDefaultReader<string>): Promise<string | undefined> {
  const { done, value } = await reader.read();
  return done ? undefined : value;
}
