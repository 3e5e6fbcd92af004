import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  ApiKeysApi,
  type CreateApiKeyRequest,
  type GetApiKeyRequest,
  type ListApiKeysRequest,
  type RevokeApiKeyRequest,
  type RotateApiKeyRequest,
  type UpdateApiKeyRequest,
} from "../generated/apis/ApiKeysApi.js";
import type { ApiKey } from "../generated/models/ApiKey.js";
import type { ApiKeyCreate } from "../generated/models/ApiKeyCreate.js";
import type { ApiKeyPatch } from "../generated/models/ApiKeyPatch.js";
import type { ApiKeyRotation } from "../generated/models/ApiKeyRotation.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** Credentials of programs. */
export class ApiKeys {
  readonly #api: ApiKeysApi;

  constructor(transport: Transport) {
    this.#api = new ApiKeysApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListApiKeysRequest>>(options?: Exact<O, ListApiKeysRequest>): Pages<Chosen<ApiKey, O>> {
    return pages<ApiKey, O>(options, (request, init) => this.#api.listApiKeysRaw(request, init));
  }

  /** Makes a key; its `secret` is in this answer only. */
  create(apiKeyCreate: ApiKeyCreate, options?: Options<CreateApiKeyRequest>): Call<ApiKey> {
    return call<ApiKey>(options, (request, init) => this.#api.createApiKeyRaw({ ...request, apiKeyCreate }, init));
  }

  /** One of them, without its secret. */
  get<O extends Options<GetApiKeyRequest>>(
    apiKeyId: string,
    options?: Exact<O, GetApiKeyRequest>,
  ): Call<Chosen<ApiKey, O>> {
    return call<ApiKey, O>(options, (request, init) => this.#api.getApiKeyRaw({ ...request, apiKeyId }, init));
  }

  /** Changes name, origins or expiry. */
  update(apiKeyId: string, apiKeyPatch: ApiKeyPatch, options?: Options<UpdateApiKeyRequest>): Call<ApiKey> {
    return call<ApiKey>(options, (request, init) =>
      this.#api.updateApiKeyRaw({ ...request, apiKeyId, apiKeyPatch }, init),
    );
  }

  /** Ends it at once. */
  revoke(apiKeyId: string, options?: Options<RevokeApiKeyRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.revokeApiKeyRaw({ ...request, apiKeyId }, init));
  }

  /** Makes a key to replace it; the old one works until the end of the overlap. */
  rotate(apiKeyId: string, apiKeyRotation: ApiKeyRotation = {}, options?: Options<RotateApiKeyRequest>): Call<ApiKey> {
    return call<ApiKey>(options, (request, init) =>
      this.#api.rotateApiKeyRaw({ ...request, apiKeyId, apiKeyRotation }, init),
    );
  }
}
