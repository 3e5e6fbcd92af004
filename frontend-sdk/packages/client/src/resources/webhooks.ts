import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  type CreateWebhookRequest,
  type DeleteWebhookRequest,
  type GetWebhookRequest,
  type ListWebhooksRequest,
  type ReplayWebhookRequest,
  type RotateWebhookSecretRequest,
  type TestWebhookRequest,
  type UpdateWebhookRequest,
  WebhooksApi,
} from "../generated/apis/WebhooksApi.js";
import type { Webhook } from "../generated/models/Webhook.js";
import type { WebhookCreate } from "../generated/models/WebhookCreate.js";
import type { WebhookDelivery } from "../generated/models/WebhookDelivery.js";
import type { WebhookPatch } from "../generated/models/WebhookPatch.js";
import type { WebhookReplay } from "../generated/models/WebhookReplay.js";
import type { WebhookReplayResult } from "../generated/models/WebhookReplayResult.js";
import type { WebhookRotation } from "../generated/models/WebhookRotation.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** Endpoints of yours that are told what happens; `unwrapWebhook()` reads what they get. */
export class Webhooks {
  readonly #api: WebhooksApi;

  constructor(transport: Transport) {
    this.#api = new WebhooksApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListWebhooksRequest>>(options?: Exact<O, ListWebhooksRequest>): Pages<Chosen<Webhook, O>> {
    return pages<Webhook, O>(options, (request, init) => this.#api.listWebhooksRaw(request, init));
  }

  /** Registers an endpoint; its `secret` is in this answer only. */
  create(webhookCreate: WebhookCreate, options?: Options<CreateWebhookRequest>): Call<Webhook> {
    return call<Webhook>(options, (request, init) => this.#api.createWebhookRaw({ ...request, webhookCreate }, init));
  }

  /** One of them. */
  get<O extends Options<GetWebhookRequest>>(
    webhookId: string,
    options?: Exact<O, GetWebhookRequest>,
  ): Call<Chosen<Webhook, O>> {
    return call<Webhook, O>(options, (request, init) => this.#api.getWebhookRaw({ ...request, webhookId }, init));
  }

  /** Changes it, or enables or disables it. */
  update(webhookId: string, webhookPatch: WebhookPatch, options?: Options<UpdateWebhookRequest>): Call<Webhook> {
    return call<Webhook>(options, (request, init) =>
      this.#api.updateWebhookRaw({ ...request, webhookId, webhookPatch }, init),
    );
  }

  /** Deletes it with its delivery log. */
  delete(webhookId: string, options?: Options<DeleteWebhookRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.deleteWebhookRaw({ ...request, webhookId }, init));
  }

  /** Makes a new secret; until the end of the overlap requests are signed with both. */
  rotateSecret(
    webhookId: string,
    webhookRotation: WebhookRotation = {},
    options?: Options<RotateWebhookSecretRequest>,
  ): Call<Webhook> {
    return call<Webhook>(options, (request, init) =>
      this.#api.rotateWebhookSecretRaw({ ...request, webhookId, webhookRotation }, init),
    );
  }

  /** Sends a `webhook.test` event now. */
  test(webhookId: string, options?: Options<TestWebhookRequest>): Call<WebhookDelivery> {
    return call<WebhookDelivery>(options, (request, init) => this.#api.testWebhookRaw({ ...request, webhookId }, init));
  }

  /** Sends the events of a span of time again; go on with `nextAfter`. */
  replay(
    webhookId: string,
    webhookReplay: WebhookReplay,
    options?: Options<ReplayWebhookRequest>,
  ): Call<WebhookReplayResult> {
    return call<WebhookReplayResult>(options, (request, init) =>
      this.#api.replayWebhookRaw({ ...request, webhookId, webhookReplay }, init),
    );
  }
}
