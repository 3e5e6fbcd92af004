import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  type CreateGrantRequest,
  type EndGrantRequest,
  type GetGrantRequest,
  GrantsApi,
  type ListGrantsRequest,
} from "../generated/apis/GrantsApi.js";
import type { Grant } from "../generated/models/Grant.js";
import type { GrantCreate } from "../generated/models/GrantCreate.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** Under which operators act for a tenant, visibly and for a while. */
export class Grants {
  readonly #api: GrantsApi;

  constructor(transport: Transport) {
    this.#api = new GrantsApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListGrantsRequest>>(options?: Exact<O, ListGrantsRequest>): Pages<Chosen<Grant, O>> {
    return pages<Grant, O>(options, (request, init) => this.#api.listGrantsRaw(request, init));
  }

  /** For operators: one for oneself. Its id is the `grant` of {@link SluiceOptions}. */
  create(grantCreate: GrantCreate, options?: Options<CreateGrantRequest>): Call<Grant> {
    return call<Grant>(options, (request, init) => this.#api.createGrantRaw({ ...request, grantCreate }, init));
  }

  /** One of them. */
  get<O extends Options<GetGrantRequest>>(
    grantId: string,
    options?: Exact<O, GetGrantRequest>,
  ): Call<Chosen<Grant, O>> {
    return call<Grant, O>(options, (request, init) => this.#api.getGrantRaw({ ...request, grantId }, init));
  }

  /** Ends it at once. */
  end(grantId: string, options?: Options<EndGrantRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.endGrantRaw({ ...request, grantId }, init));
  }
}
