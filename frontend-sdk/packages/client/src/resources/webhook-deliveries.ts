import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  type GetWebhookDeliveryRequest,
  type ListWebhookDeliveriesRequest,
  type ReplayWebhookDeliveryRequest,
  WebhooksApi,
} from "../generated/apis/WebhooksApi.js";
import type { WebhookDelivery } from "../generated/models/WebhookDelivery.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** Events on their way to endpoints, and what those answered. */
export class WebhookDeliveries {
  readonly #api: WebhooksApi;

  constructor(transport: Transport) {
    this.#api = new WebhooksApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListWebhookDeliveriesRequest>>(
    options?: Exact<O, ListWebhookDeliveriesRequest>,
  ): Pages<Chosen<WebhookDelivery, O>> {
    return pages<WebhookDelivery, O>(options, (request, init) => this.#api.listWebhookDeliveriesRaw(request, init));
  }

  /** With its attempts. */
  get<O extends Options<GetWebhookDeliveryRequest>>(
    deliveryId: string,
    options?: Exact<O, GetWebhookDeliveryRequest>,
  ): Call<Chosen<WebhookDelivery, O>> {
    return call<WebhookDelivery, O>(options, (request, init) =>
      this.#api.getWebhookDeliveryRaw({ ...request, deliveryId }, init),
    );
  }

  /** Sends its event again, as a new delivery. */
  replay(deliveryId: string, options?: Options<ReplayWebhookDeliveryRequest>): Call<WebhookDelivery> {
    return call<WebhookDelivery>(options, (request, init) =>
      this.#api.replayWebhookDeliveryRaw({ ...request, deliveryId }, init),
    );
  }
}
