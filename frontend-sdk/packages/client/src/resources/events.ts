import { type Call, type Chosen, call, type Exact, type Options, split } from "../call.js";
import { type EventOrigin, Follower, type FollowOptions } from "../follow.js";
import { EventsApi, type GetEventRequest, type ListEventsRequest } from "../generated/apis/EventsApi.js";
import type { Event } from "../generated/models/Event.js";
import { given } from "../given.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** What has happened, to be asked for or followed. */
export class Events {
  readonly #api: EventsApi;

  constructor(transport: Transport) {
    this.#api = new EventsApi(transport.configuration);
  }

  /** Newest first if not said otherwise. */
  list<O extends Options<ListEventsRequest>>(options?: Exact<O, ListEventsRequest>): Pages<Chosen<Event, O>> {
    return pages<Event, O>(options, (request, init) => this.#api.listEventsRaw(request, init));
  }

  /** One of them. */
  get<O extends Options<GetEventRequest>>(
    eventId: string,
    options?: Exact<O, GetEventRequest>,
  ): Call<Chosen<Event, O>> {
    return call<Event, O>(options, (request, init) => this.#api.getEventRaw({ ...request, eventId }, init));
  }

  /**
   * What happens, as it happens: resumes after a lost connection where it was, without a gap. Ends by its signal, or by leaving
   * the loop; fails when the server refuses, or cannot be reached for long.
   */
  follow(options: FollowOptions = {}): AsyncGenerator<Event, void, undefined> {
    const type = options.types?.join(",");
    const origin: EventOrigin = {
      open: (lastEventId) => this.#open(options, lastEventId),
      newestId: async () =>
        (await this.list({ limit: 1, fields: "id", ...given({ signal: options.signal }) }).first())?.id,
      all: () => this.list({ order: "asc", ...given({ type, signal: options.signal }) }),
    };
    return new Follower(origin, options).events();
  }

  async #open({ types, signal, silence }: FollowOptions, lastEventId: string | undefined): Promise<Response> {
    const { init } = split({ signal, timeout: silence, maxRetries: 0 }, { isStream: true });
    const answer = await this.#api.streamEventsRaw(
      given({ type: types?.join(",") }),
      async ({ init: { headers } }) => ({
        ...init,
        headers: { ...headers, Accept: "text/event-stream", ...given({ "Last-Event-ID": lastEventId }) },
      }),
    );
    return answer.raw;
  }
}
