import { type Call, type Chosen, call, type Options } from "../call.js";
import { EventsApi, type GetEventRequest, type ListEventsRequest } from "../generated/apis/EventsApi.js";
import type { Event } from "../generated/models/Event.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** What has happened, to be asked for or followed. */
export class Events {
  readonly #api: EventsApi;

  constructor(transport: Transport) {
    this.#api = new EventsApi(transport.configuration);
  }

  /** Newest first if not said otherwise. */
  list<O extends Options<ListEventsRequest>>(options?: O): Pages<Chosen<Event, O>> {
    return pages<Event, O>(options, (request, init) => this.#api.listEventsRaw(request, init));
  }

  /** One of them. */
  get<O extends Options<GetEventRequest>>(eventId: string, options?: O): Call<Chosen<Event, O>> {
    return call<Event, O>(options, (request, init) => this.#api.getEventRaw({ ...request, eventId }, init));
  }
}
