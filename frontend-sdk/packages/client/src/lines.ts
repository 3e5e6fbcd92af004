import { errorOfSilence } from "./error.js";

/** A line longer than this is not one of ours. */
const LONGEST_LINE = 16 * 1024 * 1024;

const SILENCE = 60_000;

/**
 * The lines of a body as it comes in, without their ends (`\n` or `\r\n`). What comes after the last end is a line as well. Fails
 * when nothing comes for a while.
 */
export async function* linesOf(response: Response, silence = SILENCE): AsyncGenerator<string, void, undefined> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) {
    return;
  }
  let rest = "";
  try {
    for (let part = await next(reader, silence); part !== undefined; part = await next(reader, silence)) {
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

async function next(reader: ReadableStreamDefaultReader<string>, silence: number): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(errorOfSilence(new DOMException("Nothing came.", "TimeoutError"))), silence);
  });
  try {
    const { done, value } = await Promise.race([reader.read(), silent]);
    return done ? undefined : value;
  } catch (error) {
    // What fetch makes of a connection that was lost.
    throw error instanceof TypeError ? errorOfSilence(error) : error;
  } finally {
    clearTimeout(timer);
  }
}
