import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  AccountApi,
  type GetAccountRequest,
  type UpdateAccountRequest,
  type WhoAmIRequest,
} from "../generated/apis/AccountApi.js";
import { type GetUsageRequest, UsageApi } from "../generated/apis/UsageApi.js";
import type { Account } from "../generated/models/Account.js";
import type { AccountPatch } from "../generated/models/AccountPatch.js";
import type { Usage } from "../generated/models/Usage.js";
import type { Whoami } from "../generated/models/Whoami.js";
import type { Transport } from "../transport.js";

/** The own tenant, and who the caller is. */
export class AccountResource {
  readonly #api: AccountApi;
  readonly #usage: UsageApi;

  constructor(transport: Transport) {
    this.#api = new AccountApi(transport.configuration);
    this.#usage = new UsageApi(transport.configuration);
  }

  /** Who calls, for which tenant, and what the credential may do. */
  whoami<O extends Options<WhoAmIRequest>>(options?: Exact<O, WhoAmIRequest>): Call<Chosen<Whoami, O>> {
    return call<Whoami, O>(options, (request, init) => this.#api.whoAmIRaw(request, init));
  }

  /** The own tenant. */
  get<O extends Options<GetAccountRequest>>(options?: Exact<O, GetAccountRequest>): Call<Chosen<Account, O>> {
    return call<Account, O>(options, (request, init) => this.#api.getAccountRaw(request, init));
  }

  /** Changes name, brand, domains and default policies; null clears. */
  update(accountPatch: AccountPatch, options?: Options<UpdateAccountRequest>): Call<Account> {
    return call<Account>(options, (request, init) => this.#api.updateAccountRaw({ ...request, accountPatch }, init));
  }

  /** What is used, against the limits. */
  usage<O extends Options<GetUsageRequest>>(options?: Exact<O, GetUsageRequest>): Call<Chosen<Usage, O>> {
    return call<Usage, O>(options, (request, init) => this.#usage.getUsageRaw(request, init));
  }
}
