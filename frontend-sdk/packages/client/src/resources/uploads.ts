import { type ByteSource, openSource, type Uploadable } from "../byte-source.js";
import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  type CancelUploadRequest,
  type CreateUploadRequest,
  type GetUploadRequest,
  type ListUploadsRequest,
  UploadsApi,
} from "../generated/apis/UploadsApi.js";
import type { Upload } from "../generated/models/Upload.js";
import type { UploadCreate } from "../generated/models/UploadCreate.js";
import { given } from "../given.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";
import { Sending, type SendOptions, type UploadPhase } from "../upload.js";

/** Bytes on their way in. */
export class Uploads {
  readonly #api: UploadsApi;
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.#api = new UploadsApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListUploadsRequest>>(options?: Exact<O, ListUploadsRequest>): Pages<Chosen<Upload, O>> {
    return pages<Upload, O>(options, (request, init) => this.#api.listUploadsRaw(request, init));
  }

  /** An upload and its video; `uploadUrl` is in this answer only. With `inputUrl` the server fetches the file itself. */
  create(uploadCreate: UploadCreate, options?: Options<CreateUploadRequest>): Call<Upload> {
    return call<Upload>(options, (request, init) => this.#api.createUploadRaw({ ...request, uploadCreate }, init));
  }

  /** One of them. */
  get<O extends Options<GetUploadRequest>>(
    uploadId: string,
    options?: Exact<O, GetUploadRequest>,
  ): Call<Chosen<Upload, O>> {
    return call<Upload, O>(options, (request, init) => this.#api.getUploadRaw({ ...request, uploadId }, init));
  }

  /** Ends an unfinished upload; its bytes and its video are deleted. */
  cancel(uploadId: string, options?: Options<CancelUploadRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.cancelUploadRaw({ ...request, uploadId }, init));
  }

  /**
   * Brings a file in: makes an upload with its video and sends the bytes, which `pause()`, `resume()` and `abort()` of what is
   * returned control. Lost connections are resumed. What waits in `resume` goes on with an upload begun earlier.
   */
  upload(what: Uploadable, options: UploadOptions = {}): VideoUpload {
    const { resume, onProgress, signal, chunkSize, maxRetries, ...create } = options;
    const source = openSource(what);
    const created = resume === undefined ? this.#begin(source, create, signal) : Promise.resolve(resume);
    const url = created.then(({ uploadUrl }) => this.#transport.resolve(uploadUrl));
    const send = { onProgress, signal, chunkSize, maxRetries, fetch: this.#transport.fetch };
    return new VideoUpload(created, new Sending(url, source, given(send)));
  }

  async #begin(opening: Promise<ByteSource>, create: UploadCreate, signal?: AbortSignal): Promise<BegunUpload> {
    const { size, filename } = await opening;
    const known = given({ filename: filename?.slice(-255), size: size === 0 ? undefined : size });
    const upload = await this.create({ ...known, ...create }, given({ signal }));
    if (upload.uploadUrl === undefined) {
      throw new TypeError("An upload from a URL takes no bytes.");
    }
    return { id: upload.id, videoId: upload.videoId, uploadUrl: upload.uploadUrl };
  }
}

/** What has to be kept to go on with an upload later, or in another process. */
export interface BegunUpload {
  id: string;
  videoId: string;
  uploadUrl: string;
}

/** How to send, and what to make of it. */
export interface UploadOptions extends Omit<SendOptions, "fetch">, Omit<UploadCreate, "size" | "inputUrl"> {
  /** An upload begun earlier, to go on with. */
  resume?: BegunUpload;
}

/** A file on its way to become a video. */
export class VideoUpload {
  /** Settles when the upload has been made, before its bytes are sent. */
  readonly created: Promise<BegunUpload>;
  /** Settles when all bytes have arrived; the video is then being processed. */
  readonly done: Promise<BegunUpload>;
  readonly #sending: Sending;

  constructor(created: Promise<BegunUpload>, sending: Sending) {
    this.created = created;
    this.#sending = sending;
    this.done = sending.done.then(() => created);
  }

  get phase(): UploadPhase {
    return this.#sending.phase;
  }

  pause(): void {
    this.#sending.pause();
  }

  resume(): void {
    this.#sending.resume();
  }

  /** Gives the upload up, here and on the server; `done` rejects with an `AbortError`. */
  async abort(): Promise<void> {
    this.done.catch(() => undefined);
    await this.#sending.abort();
  }
}
