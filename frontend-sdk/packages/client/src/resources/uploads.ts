import { type Call, type Chosen, call, type Options } from "../call.js";
import {
  type CancelUploadRequest,
  type CreateUploadRequest,
  type GetUploadRequest,
  type ListUploadsRequest,
  UploadsApi,
} from "../generated/apis/UploadsApi.js";
import type { Upload } from "../generated/models/Upload.js";
import type { UploadCreate } from "../generated/models/UploadCreate.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** Bytes on their way in. */
export class Uploads {
  readonly #api: UploadsApi;

  constructor(transport: Transport) {
    this.#api = new UploadsApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListUploadsRequest>>(options?: O): Pages<Chosen<Upload, O>> {
    return pages<Upload, O>(options, (request, init) => this.#api.listUploadsRaw(request, init));
  }

  /** An upload and its video; `uploadUrl` is in this answer only. With `inputUrl` the server fetches the file itself. */
  create(uploadCreate: UploadCreate, options?: Options<CreateUploadRequest>): Call<Upload> {
    return call<Upload>(options, (request, init) => this.#api.createUploadRaw({ ...request, uploadCreate }, init));
  }

  /** One of them. */
  get<O extends Options<GetUploadRequest>>(uploadId: string, options?: O): Call<Chosen<Upload, O>> {
    return call<Upload, O>(options, (request, init) => this.#api.getUploadRaw({ ...request, uploadId }, init));
  }

  /** Ends an unfinished upload; its bytes and its video are deleted. */
  cancel(uploadId: string, options?: Options<CancelUploadRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.cancelUploadRaw({ ...request, uploadId }, init));
  }
}
