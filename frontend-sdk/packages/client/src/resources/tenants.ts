import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  type CreateTenantRequest,
  type DeleteTenantRequest,
  type GetTenantRequest,
  type ListTenantsRequest,
  type ResumeTenantRequest,
  type SuspendTenantRequest,
  TenantsApi,
  type UpdateTenantRequest,
} from "../generated/apis/TenantsApi.js";
import { type GetTenantUsageRequest, UsageApi } from "../generated/apis/UsageApi.js";
import type { Tenant } from "../generated/models/Tenant.js";
import type { TenantCreate } from "../generated/models/TenantCreate.js";
import type { TenantCreated } from "../generated/models/TenantCreated.js";
import type { TenantPatch } from "../generated/models/TenantPatch.js";
import type { TenantSuspension } from "../generated/models/TenantSuspension.js";
import type { Usage } from "../generated/models/Usage.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** All tenants of the installation; for operators. */
export class Tenants {
  readonly #api: TenantsApi;
  readonly #usage: UsageApi;

  constructor(transport: Transport) {
    this.#api = new TenantsApi(transport.configuration);
    this.#usage = new UsageApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListTenantsRequest>>(options?: Exact<O, ListTenantsRequest>): Pages<Chosen<Tenant, O>> {
    return pages<Tenant, O>(options, (request, init) => this.#api.listTenantsRaw(request, init));
  }

  /** Provisions a tenant with all it needs at once; the secrets of its first keys are in this answer only. */
  create(tenantCreate: TenantCreate, options?: Options<CreateTenantRequest>): Call<TenantCreated> {
    return call<TenantCreated>(options, (request, init) =>
      this.#api.createTenantRaw({ ...request, tenantCreate }, init),
    );
  }

  /** One of them. */
  get<O extends Options<GetTenantRequest>>(
    tenantId: string,
    options?: Exact<O, GetTenantRequest>,
  ): Call<Chosen<Tenant, O>> {
    return call<Tenant, O>(options, (request, init) => this.#api.getTenantRaw({ ...request, tenantId }, init));
  }

  /** Changes it, its limits as well; a limit set to null is lifted. */
  update(tenantId: string, tenantPatch: TenantPatch, options?: Options<UpdateTenantRequest>): Call<Tenant> {
    return call<Tenant>(options, (request, init) =>
      this.#api.updateTenantRaw({ ...request, tenantId, tenantPatch }, init),
    );
  }

  /** Deletes a suspended tenant with all it has. */
  delete(tenantId: string, options?: Options<DeleteTenantRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.deleteTenantRaw({ ...request, tenantId }, init));
  }

  /** Its credentials stop working; playback goes on or not, as you choose. */
  suspend(tenantId: string, tenantSuspension: TenantSuspension, options?: Options<SuspendTenantRequest>): Call<Tenant> {
    return call<Tenant>(options, (request, init) =>
      this.#api.suspendTenantRaw({ ...request, tenantId, tenantSuspension }, init),
    );
  }

  /** Ends a suspension. */
  resume(tenantId: string, options?: Options<ResumeTenantRequest>): Call<Tenant> {
    return call<Tenant>(options, (request, init) => this.#api.resumeTenantRaw({ ...request, tenantId }, init));
  }

  /** What it uses, against its limits. */
  usage<O extends Options<GetTenantUsageRequest>>(
    tenantId: string,
    options?: Exact<O, GetTenantUsageRequest>,
  ): Call<Chosen<Usage, O>> {
    return call<Usage, O>(options, (request, init) => this.#usage.getTenantUsageRaw({ ...request, tenantId }, init));
  }
}
