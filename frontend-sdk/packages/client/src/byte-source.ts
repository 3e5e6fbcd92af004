/** What can be uploaded: a browser's `File`, any `Blob`, bytes, a stream of bytes (also of Node.js), or in Node.js a path. */
export type Uploadable = Blob | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | string;

/** Bytes that can be read again from where the server has got to. */
export interface ByteSource {
  /** Bytes in all, if known before the end. */
  readonly size: number | undefined;
  /** For people. */
  readonly filename: string | undefined;
  /** The bytes from an offset on: fewer than asked for only at the end. */
  read: (offset: number, length: number) => Promise<Uint8Array<ArrayBuffer> | Blob>;
  /** Whether nothing comes after an offset; known for all that has been read. */
  endsAt: (offset: number) => boolean;
  close: () => Promise<void>;
}

export async function openSource(uploadable: Uploadable): Promise<ByteSource> {
  if (typeof uploadable === "string") {
    return await openFile(uploadable);
  }
  if (uploadable instanceof Blob) {
    return new BlobSource(uploadable);
  }
  if (uploadable instanceof Uint8Array) {
    return new BlobSource(new Blob([uploadable as Uint8Array<ArrayBuffer>]));
  }
  return new StreamSource(uploadable);
}

class BlobSource implements ByteSource {
  readonly #blob: Blob;

  constructor(blob: Blob) {
    this.#blob = blob;
  }

  get size(): number {
    return this.#blob.size;
  }

  get filename(): string | undefined {
    return "name" in this.#blob && typeof this.#blob.name === "string" ? this.#blob.name : undefined;
  }

  async read(offset: number, length: number): Promise<Blob> {
    return this.#blob.slice(offset, offset + length);
  }

  endsAt(offset: number): boolean {
    return offset >= this.size;
  }

  async close(): Promise<void> {
    // Nothing is open.
  }
}

/** The part of Node.js' file handles that is needed. */
interface FileHandle {
  stat: () => Promise<{ size: number }>;
  read: (into: Uint8Array, at: number, length: number, position: number) => Promise<{ bytesRead: number }>;
  close: () => Promise<void>;
}

interface NodeProcess {
  getBuiltinModule?: (name: string) => { open: (path: string) => Promise<FileHandle> } | undefined;
}

/** Asked for in a way that bundlers for browsers do not see. */
async function openFile(path: string): Promise<ByteSource> {
  const { process } = globalThis as { process?: NodeProcess };
  const files = process?.getBuiltinModule?.("node:fs/promises");
  if (files === undefined) {
    throw new TypeError("A path can be uploaded by Node.js 20.16 or newer only; give a File or a Blob.");
  }
  const handle = await files.open(path);
  const { size } = await handle.stat();
  return {
    size,
    filename: path.split(/[\\/]/).pop(),
    endsAt: (offset) => offset >= size,
    close: () => handle.close(),
    read: async (offset, length) => {
      const bytes = new Uint8Array(Math.min(length, Math.max(0, size - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
        if (bytesRead === 0) {
          throw new Error(`${path} has become shorter while it was uploaded.`);
        }
        filled += bytesRead;
      }
      return bytes;
    },
  };
}

/** Keeps what was read last, so that it can be sent again; always knows whether more comes behind it. */
class StreamSource implements ByteSource {
  readonly filename = undefined;
  readonly #iterator: AsyncIterator<Uint8Array>;
  /** What is kept begins here. */
  #start = 0;
  #kept: Uint8Array[] = [];
  #end = 0;
  #hasEnded = false;

  constructor(stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>) {
    this.#iterator = Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : chunksOf(stream);
  }

  get size(): number | undefined {
    return this.#hasEnded ? this.#end : undefined;
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    this.#dropBefore(offset);
    while (!this.#hasEnded && this.#end <= offset + length) {
      await this.#more();
    }
    const bytes = new Uint8Array(Math.min(length, this.#end - offset));
    let filled = 0;
    for (const part of this.#kept) {
      const fitting = part.subarray(0, bytes.length - filled);
      bytes.set(fitting, filled);
      filled += fitting.length;
    }
    return bytes;
  }

  endsAt(offset: number): boolean {
    return this.#hasEnded && offset >= this.#end;
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#iterator.next();
    if (done === true) {
      this.#hasEnded = true;
    } else {
      this.#kept.push(value);
      this.#end += value.length;
    }
  }

  #dropBefore(offset: number): void {
    if (offset < this.#start || offset > this.#end) {
      throw new Error(`The server wants to go on at byte ${offset}, which a stream cannot read again.`);
    }
    while (this.#start < offset) {
      const first = this.#kept.shift() ?? new Uint8Array();
      const dropped = Math.min(first.length, offset - this.#start);
      this.#start += dropped;
      if (dropped < first.length) {
        this.#kept.unshift(first.subarray(dropped));
      }
    }
  }
}

/** Not all browsers can walk through a stream by themselves. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      yield part.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
