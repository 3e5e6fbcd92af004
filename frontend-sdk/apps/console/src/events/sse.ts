/** One message of a stream of server-sent events. */
export interface Message {
  id: string;
  event: string;
  data: string;
}

/** Takes such a stream apart as it arrives (HTML standard, section 9.2.6). */
export class MessageParser {
  #rest = "";
  #id = "";
  #event = "";
  #data: string[] = [];

  /** The messages that this piece of text completes. */
  push(text: string): Message[] {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.#line(line) ?? []);
  }

  #line(line: string): Message | undefined {
    if (line === "") {
      return this.#dispatch();
    }
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") {
      this.#data.push(value);
    } else if (name === "event") {
      this.#event = value;
    } else if (name === "id") {
      this.#id = value;
    }
    return undefined;
  }

  #dispatch(): Message | undefined {
    const data = this.#data.join("\n");
    const message = { id: this.#id, event: this.#event || "message", data };
    const isEmpty = this.#data.length === 0;
    this.#data = [];
    this.#event = "";
    return isEmpty ? undefined : message;
  }
}
