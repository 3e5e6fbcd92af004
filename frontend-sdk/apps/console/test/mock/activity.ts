import {
  type Answer,
  type Call,
  failure,
  inState,
  isOfType,
  matches,
  merged,
  NOT_FOUND,
  ok,
  page,
  without,
} from "./answers.js";
import { aDelivery, anEntry, aWebhook, instant, type Json } from "./records.js";

/** What happens in the mock's tenant: webhooks and their deliveries, events, the audit. */
export class MockActivity {
  webhooks: Json[] = [];
  deliveries: Json[] = [];
  entries: Json[] = [];
  events: Json[] = [];
  verification: Json = {
    valid: true,
    checked: 1_204,
    firstSequence: 1,
    lastSequence: 1_204,
    lastHash: "ab".repeat(32),
  };
  /** The code with which an undoing is refused, if it is. */
  undoRefusal: [status: number, code: string] | undefined;

  /** Who is told of new events. */
  readonly followers = new Set<(event: Json) => void>();

  happen(event: Json): void {
    this.events.unshift(event);
    for (const follower of this.followers) {
      follower(event);
    }
  }

  /** Undefined if this is about something else. */
  activityOf(call: Call): Answer | undefined {
    const handlers: Record<string, (call: Call) => Answer> = {
      webhooks: () => this.#webhooks(call),
      "webhook-deliveries": () => this.#deliveries(call),
      audit: () => this.#audit(call),
      objects: () => this.#objects(call),
      events: () => this.#events(call),
    };
    return handlers[call.path[0] ?? ""]?.(call);
  }

  #webhooks({ method, path: [, id, action], query, body }: Call): Answer {
    const webhook = this.webhooks.find((candidate) => candidate.id === id);
    if (id === undefined && method === "POST") {
      const created = aWebhook({ types: [], ...body, createdAt: instant(), updatedAt: instant() });
      this.webhooks.unshift(created);
      return { status: 201, body: { ...created, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" } };
    }
    if (id === undefined) {
      return page(this.webhooks, query);
    }
    return webhook === undefined ? NOT_FOUND : this.#webhook(method, webhook, action, body);
  }

  #webhook(method: string, webhook: Json, action: string | undefined, body: Json): Answer {
    switch (action) {
      case "rotate":
        Object.assign(webhook, { oldSecretExpiresAt: instant(Number(body.overlap ?? 86_400) * 1_000) });
        return ok({ ...webhook, secret: "whsec_C2FVsBQIhrscChlQIMV3b5ZQRmW5f5Zt" });
      case "test":
        return this.#deliver(webhook.id, { eventType: "webhook.test" });
      case "replay":
        this.#deliver(webhook.id, { replay: true });
        return { status: 202, body: { queued: 1 } };
      default:
        break;
    }
    if (method === "DELETE") {
      this.webhooks = this.webhooks.filter((other) => other !== webhook);
      return { status: 204 };
    }
    if (method === "PATCH") {
      const enabled = body.state === "ENABLED";
      Object.assign(webhook, merged(webhook, body));
      if (enabled) {
        delete webhook.disabledReason;
      }
    }
    return ok(webhook);
  }

  #deliver(webhookId: unknown, change: Json): Answer {
    const delivery = aDelivery(String(webhookId), { createdAt: instant(), ...change });
    this.deliveries.unshift(delivery);
    return { status: 202, body: without({ ...delivery, state: "PENDING", attemptCount: 0 }, "attempts") };
  }

  #deliveries({ path: [, id, action], query }: Call): Answer {
    const delivery = this.deliveries.find((candidate) => candidate.id === id);
    if (id === undefined) {
      const found = this.deliveries
        .filter(inState(query))
        .filter(({ webhookId }) => webhookId === query.get("webhookId"));
      return page(
        found.map((item) => without(item, "attempts")),
        query,
      );
    }
    if (delivery === undefined) {
      return NOT_FOUND;
    }
    return action === "replay"
      ? this.#deliver(delivery.webhookId, { eventId: delivery.eventId, eventType: delivery.eventType, replay: true })
      : ok(delivery);
  }

  #audit({ path: [, id, action], query }: Call): Answer {
    if (id === undefined) {
      return page(
        this.entries.filter((entry) => matches(entry, query)),
        query,
      );
    }
    if (id === "verify") {
      return ok(this.verification);
    }
    if (id === "export") {
      const body = this.entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
      return { status: 200, body, headers: { "Content-Type": "application/x-ndjson" } };
    }
    const entry = this.entries.find((candidate) => candidate.id === id);
    if (entry === undefined) {
      return NOT_FOUND;
    }
    return action === "undo" ? this.#undo(entry) : ok(entry);
  }

  #undo(entry: Json): Answer {
    if (this.undoRefusal !== undefined) {
      return failure(this.undoRefusal[0], this.undoRefusal[1], "It cannot be undone.");
    }
    const changes = (entry.changes as Json[]).map(({ pointer, before, after }) => ({
      pointer,
      ...(after !== undefined && { before: after }),
      ...(before !== undefined && { after: before }),
    }));
    const { before, after } = entry;
    const undoing = anEntry(this.entries.length + 1, {
      operation: "undoChange",
      undoes: entry.id,
      before: after,
      after: before,
      changes,
      at: instant(),
    });
    this.entries.unshift(undoing);
    return ok(undoing);
  }

  #objects({ path: [, id, action], query }: Call): Answer {
    const states = this.events
      .filter(({ object }) => (object as Json).id === id)
      .map(({ createdAt, id: eventId, type, sequence, actor, data }) => ({
        at: createdAt,
        eventId,
        type,
        sequence,
        actor,
        data,
      }));
    if (states.length === 0) {
      return NOT_FOUND;
    }
    if (action === "history") {
      return page(states, query);
    }
    const changes = [
      { pointer: "/title", before: "Harbour", after: "Harbour at dawn" },
      { pointer: "/progress", before: 0, after: 100 },
    ];
    return ok({ objectId: id, from: states.at(-1), to: states[0], changes });
  }

  #events({ query }: Call): Answer {
    const type = query.get("type");
    return page(
      this.events.filter((event) => type === null || isOfType(String(event.type), type)),
      query,
    );
  }
}
