import type { ApiKey } from "./generated/models/ApiKey.js";
import type { Event } from "./generated/models/Event.js";
import type { Grant } from "./generated/models/Grant.js";
import type { Job } from "./generated/models/Job.js";
import type { Member } from "./generated/models/Member.js";
import type { PlaybackId } from "./generated/models/PlaybackId.js";
import type { SigningKey } from "./generated/models/SigningKey.js";
import type { Tenant } from "./generated/models/Tenant.js";
import type { Upload } from "./generated/models/Upload.js";
import type { Video } from "./generated/models/Video.js";
import type { Webhook } from "./generated/models/Webhook.js";

/** A change of state, written down in the transaction that made it. */
export type SluiceEvent = Event;

/** A value as it is in JSON, with instants as text. */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer I)[]
    ? Json<I>[]
    : T extends object
      ? { [K in keyof T]: Json<T[K]> }
      : T;

/** What the `data` of an event is, by the part of its type before the dot. */
export interface EventObjects {
  api_key: Json<ApiKey>;
  grant: Json<Grant>;
  job: Json<Job>;
  member: Json<Member>;
  playback_id: Json<PlaybackId>;
  signing_key: Json<SigningKey>;
  tenant: Json<Tenant>;
  upload: Json<Upload>;
  video: Json<Video>;
  webhook: Json<Webhook>;
}

/** An event of one kind of object. */
export type EventOf<K extends keyof EventObjects> = Omit<Event, "data"> & { data: EventObjects[K] };

/**
 * Whether an event is of a type, e.g. `video.ready`, or of a kind, e.g. `video.*`; if so, its `data` is typed:
 * `if (isEvent(event, "video.ready")) play(event.data.playbackIds)`.
 */
export function isEvent<K extends keyof EventObjects>(
  event: Event,
  type: `${K}.${string}`,
): event is Event & EventOf<K> {
  return type.endsWith(".*") ? event.type.startsWith(type.slice(0, -1)) : event.type === type;
}

/** An event as it came in JSON: of the API, or of a webhook, where `timestamp` says when (Standard Webhooks). */
export function toEvent(json: unknown): Event {
  const event = json as Event & { timestamp?: string };
  if (typeof event?.id !== "string" || typeof event.type !== "string") {
    throw new TypeError("An event has an id and a type.");
  }
  return { ...event, createdAt: new Date(event.createdAt ?? event.timestamp ?? Number.NaN) };
}
