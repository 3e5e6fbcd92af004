import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  type CreateSigningKeyRequest,
  type DeleteSigningKeyRequest,
  type GetSigningKeyRequest,
  type ListSigningKeysRequest,
  SigningKeysApi,
} from "../generated/apis/SigningKeysApi.js";
import type { SigningKey } from "../generated/models/SigningKey.js";
import type { SigningKeyCreate } from "../generated/models/SigningKeyCreate.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** Key pairs with which playback tokens are signed offline. */
export class SigningKeys {
  readonly #api: SigningKeysApi;

  constructor(transport: Transport) {
    this.#api = new SigningKeysApi(transport.configuration);
  }

  /** Newest first, public parts only. */
  list<O extends Options<ListSigningKeysRequest>>(
    options?: Exact<O, ListSigningKeysRequest>,
  ): Pages<Chosen<SigningKey, O>> {
    return pages<SigningKey, O>(options, (request, init) => this.#api.listSigningKeysRaw(request, init));
  }

  /** Makes a key pair; `privateKey` is in this answer only. */
  create(signingKeyCreate: SigningKeyCreate = {}, options?: Options<CreateSigningKeyRequest>): Call<SigningKey> {
    return call<SigningKey>(options, (request, init) =>
      this.#api.createSigningKeyRaw({ ...request, signingKeyCreate }, init),
    );
  }

  /** Its public part. */
  get<O extends Options<GetSigningKeyRequest>>(
    signingKeyId: string,
    options?: Exact<O, GetSigningKeyRequest>,
  ): Call<Chosen<SigningKey, O>> {
    return call<SigningKey, O>(options, (request, init) =>
      this.#api.getSigningKeyRaw({ ...request, signingKeyId }, init),
    );
  }

  /** Tokens signed with it die within seconds. */
  delete(signingKeyId: string, options?: Options<DeleteSigningKeyRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.deleteSigningKeyRaw({ ...request, signingKeyId }, init));
  }
}
