import { type SluiceClient, SluiceError, type Upload } from "@sluice/client";
import { type DetailedError, Upload as TusUpload } from "tus-js-client";
import { titleFromFilename } from "../format.js";
import { sentenceOf } from "../words.js";
import { Rate } from "./rate.js";
import { type UnfinishedUpload, unfinishedUploads } from "./unfinished.js";

/**
 * `queued` until its turn, `uploading`, `paused`, `interrupted` (begun in a page closed since; the file has to be chosen
 * again), and at the end `done`, `failed` or `cancelled`.
 */
export type UploadPhase = "queued" | "uploading" | "paused" | "interrupted" | "done" | "failed" | "cancelled";

/** One file on its way. */
export class UploadItem {
  readonly name: string;
  readonly size: number;
  readonly rate = new Rate();
  readonly #client: SluiceClient;
  readonly #changed: () => void;
  #file: File | undefined;
  #begun: UnfinishedUpload | undefined;
  #tus: TusUpload | undefined;
  #phase: UploadPhase;
  #sent = 0;
  #error: string | undefined;

  constructor(client: SluiceClient, source: File | UnfinishedUpload, changed: () => void) {
    this.#client = client;
    this.#changed = changed;
    this.name = source.name;
    this.size = source.size;
    if (source instanceof File) {
      this.#file = source;
      this.#phase = "queued";
    } else {
      this.#begun = source;
      this.#phase = "interrupted";
    }
  }

  get phase(): UploadPhase {
    return this.#phase;
  }

  /** Bytes that have arrived. */
  get sent(): number {
    return this.#sent;
  }

  /** Why it failed, in a sentence. */
  get error(): string | undefined {
    return this.#error;
  }

  get videoId(): string | undefined {
    return this.#begun?.videoId;
  }

  get isOver(): boolean {
    return this.#phase === "done" || this.#phase === "cancelled";
  }

  /** Whether this is the rest of the given file. */
  continues(file: File): boolean {
    const begun = this.#begun;
    return (
      this.#phase === "interrupted" &&
      begun?.name === file.name &&
      begun.size === file.size &&
      begun.lastModified === file.lastModified
    );
  }

  /** Gives an interrupted upload its file back, and any paused or failed one another go when its turn comes. */
  queue(file?: File): void {
    this.#file ??= file;
    this.#error = undefined;
    this.#become("queued");
  }

  async start(): Promise<void> {
    this.rate.reset();
    this.#become("uploading");
    try {
      await this.#begin();
    } catch (error) {
      this.#fail(sentenceOf(error));
      return;
    }
    // It may have been paused or cancelled while the server was asked.
    if (this.#phase === "uploading") {
      this.#tus ??= this.#createTus();
      this.#tus.start();
    }
  }

  pause(): void {
    void this.#tus?.abort();
    this.#become("paused");
  }

  async cancel(): Promise<void> {
    void this.#tus?.abort();
    this.#become("cancelled");
    const begun = this.#begun;
    if (begun === undefined) {
      return;
    }
    unfinishedUploads.forget(begun.uploadId);
    try {
      await this.#client.uploads.cancelUpload({ uploadId: begun.uploadId });
    } catch (error) {
      // Gone already, or completed a moment ago: either way there is nothing left to cancel.
      if (!(error instanceof SluiceError && (error.status === 404 || error.status === 409))) {
        throw error;
      }
    }
  }

  async #begin(): Promise<void> {
    const file = this.#file;
    if (this.#begun !== undefined || file === undefined) {
      return;
    }
    const upload = await this.#client.uploads.createUpload({
      uploadCreate: {
        video: { title: titleFromFilename(file.name), playbackPolicy: "SIGNED" },
        filename: file.name.slice(-255),
        size: file.size,
      },
    });
    this.#begun = unfinished(upload, file);
    unfinishedUploads.remember(this.#begun);
    if (this.#phase === "cancelled") {
      await this.cancel();
    }
  }

  #createTus(): TusUpload {
    const file = this.#file;
    if (file === undefined || this.#begun === undefined) {
      throw new Error("An upload needs its file and its address.");
    }
    return new TusUpload(file, {
      uploadUrl: this.#begun.uploadUrl,
      retryDelays: [0, 500, 1_000, 2_000, 4_000, 8_000, 16_000],
      storeFingerprintForResuming: false,
      removeFingerprintOnSuccess: false,
      onProgress: (sent) => this.#progressed(sent),
      onSuccess: () => this.#complete(),
      onError: (error) => void this.#tusFailed(error),
    });
  }

  #progressed(sent: number): void {
    this.#sent = sent;
    this.rate.measure(sent, performance.now());
    this.#changed();
  }

  #complete(): void {
    this.#sent = this.size;
    this.#forget();
    this.#become("done");
  }

  /** The answer to the last bytes may have got lost; the API knows whether they arrived. */
  async #tusFailed(error: Error | DetailedError): Promise<void> {
    const state = await this.#stateOnServer();
    if (state === "COMPLETED") {
      this.#complete();
      return;
    }
    if (state === "CANCELLED" || state === "EXPIRED") {
      this.#forget();
    }
    this.#fail(tusSentence(error));
  }

  async #stateOnServer(): Promise<string | undefined> {
    try {
      return (await this.#client.uploads.getUpload({ uploadId: this.#begun?.uploadId ?? "" })).state;
    } catch {
      return undefined;
    }
  }

  #fail(sentence: string): void {
    if (this.#phase === "uploading") {
      this.#error = sentence;
      this.#become("failed");
    }
  }

  #forget(): void {
    if (this.#begun !== undefined) {
      unfinishedUploads.forget(this.#begun.uploadId);
    }
  }

  #become(phase: UploadPhase): void {
    this.#phase = phase;
    this.#changed();
  }
}

function unfinished(upload: Upload, file: File): UnfinishedUpload {
  if (upload.uploadUrl === undefined) {
    throw new Error("The server gave no address to upload to.");
  }
  return {
    uploadId: upload.id,
    videoId: upload.videoId,
    uploadUrl: new URL(upload.uploadUrl, document.baseURI).href,
    name: file.name,
    size: file.size,
    lastModified: file.lastModified,
    expiresAt: upload.expiresAt.getTime(),
  };
}

function tusSentence(error: Error | DetailedError): string {
  const response = "originalResponse" in error ? error.originalResponse : null;
  if (response === null) {
    return "The connection was lost.";
  }
  try {
    const problem: unknown = JSON.parse(response.getBody());
    const { detail, title } = problem as { detail?: string; title?: string };
    return detail ?? title ?? `The server answered ${response.getStatus()}.`;
  } catch {
    return response.getStatus() === 410
      ? "The upload's address has expired."
      : `The server answered ${response.getStatus()}.`;
  }
}
