import type { Event, EventPage } from "@sluice/client";
import type { Page, PageContext } from "../page.js";
import { select } from "../ui/choices.js";
import { button, field } from "../ui/controls.js";
import { fill, h, setText } from "../ui/dom.js";
import { frame } from "../ui/frame.js";
import { icon } from "../ui/icons.js";
import { Notice } from "../ui/notice.js";
import { EventRow } from "./event-row.js";
import { EventStream, type StreamState } from "./stream.js";
import { KINDS, TYPES } from "./types.js";

const PAST = 20;
const KEPT = 200;
const PATIENCE = 30_000;
const STATES: Record<StreamState | "paused" | "refused", [tone: string, words: string]> = {
  connecting: ["waiting", "Connecting …"],
  live: ["good", "Following"],
  waiting: ["busy", "Interrupted, trying again"],
  paused: ["waiting", "Paused"],
  refused: ["bad", "Refused"],
};

/** What happens, as it happens. */
export class EventsPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Events";
  readonly #context: PageContext;
  readonly #rows = h("ul", { class: "rows events", role: "list", "aria-label": "Events, newest first" });
  readonly #notice = new Notice();
  readonly #state = h("span", { class: "pill", role: "status" });
  readonly #type: HTMLSelectElement;
  readonly #pause: HTMLButtonElement;
  readonly #waiting = button("", { kind: "quiet" }, () => this.#toggle());
  #shown: EventRow[] = [];
  #held: Event[] = [];
  #paused = false;
  #lastRefusal = 0;
  #stream: EventStream | undefined;
  #loading = new AbortController();

  constructor(context: PageContext) {
    this.#context = context;
    const kinds = KINDS.map(([kind, label]): [string, string] => [`${label}: all`, `${kind}.*`]);
    this.#type = select([["All events", ""], ...kinds, ...TYPES.map((type): [string, string] => [type, type])]);
    this.#type.addEventListener("change", () => void this.#restart());
    this.#pause = button("Pause", { icon: "pause" }, () => this.#toggle());
    this.#waiting.hidden = true;
    this.element = frame(
      {
        title: this.title,
        intro: "Everything that changes becomes an event. New ones appear here as they are committed.",
        actions: [this.#state, this.#pause],
      },
      h("div", { class: "filters" }, field("Type", this.#type), this.#waiting),
      this.#notice.element,
      this.#rows,
    );
    void this.#restart();
  }

  dispose(): void {
    this.#loading.abort();
    this.#stream?.stop();
  }

  /** First what has been, then what comes behind it, so that nothing falls between. */
  async #restart(): Promise<void> {
    this.dispose();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    this.#say("connecting");
    const type = this.#type.value;
    try {
      const { items } = await this.#recent(type);
      this.#notice.hide();
      this.#shown = items.map((event) => new EventRow(event));
      this.#held = [];
      this.#render();
      this.#follow(type, items[0]?.id);
    } catch (error) {
      if (!signal.aborted && !this.#context.failed(error)) {
        this.#say("waiting");
        this.#notice.show(error, () => void this.#restart());
      }
    }
  }

  #follow(type: string, lastId: string | undefined): void {
    const listener = {
      event: (event: Event) => this.#arrived(event),
      state: (state: StreamState) => {
        this.#say(state);
        if (state === "live" && lastId === undefined) {
          void this.#catchUp(type);
        }
      },
      refused: (status: number) => this.#refused(status),
    };
    this.#stream = new EventStream(type, listener, lastId);
  }

  /** Without an event to begin behind, the stream begins now: what came between the list and that moment is asked for. */
  async #catchUp(type: string): Promise<void> {
    try {
      const { items } = await this.#recent(type);
      const known = new Set([...this.#shown, ...this.#held].map(({ id }) => id));
      this.#add(items.filter(({ id }) => !known.has(id)));
    } catch {
      // The stream goes on; whoever wants the list chooses it again.
    }
  }

  #recent(type: string): Promise<EventPage> {
    const request = { limit: PAST, ...(type !== "" && { type }) };
    return this.#context.client.events.listEvents(request, { signal: this.#loading.signal });
  }

  /** A credential that is good no more is found out by an ordinary call, which leads to the sign-in. */
  #refused(status: number): void {
    const now = Date.now();
    if (status === 401 && now - this.#lastRefusal > PATIENCE) {
      this.#lastRefusal = now;
      void this.#restart();
      return;
    }
    this.#say("refused");
    const error = new Error(`The server does not let this page follow events (${status}).`);
    this.#notice.show(error, () => void this.#restart());
  }

  #arrived(event: Event): void {
    if (this.#paused) {
      this.#held = [event, ...this.#held].slice(0, KEPT);
      this.#waiting.hidden = false;
      setText(this.#waiting, `${this.#held.length} new, show them`);
      return;
    }
    this.#add([event]);
  }

  #add(events: Event[]): void {
    if (events.length === 0) {
      return;
    }
    const rows = events.map((event) => new EventRow(event, true));
    if (this.#shown.length === 0) {
      fill(this.#rows);
    }
    this.#rows.prepend(...rows.map(({ element }) => element));
    this.#shown = [...rows, ...this.#shown];
    for (const old of this.#shown.splice(KEPT)) {
      old.element.remove();
    }
  }

  #toggle(): void {
    this.#paused = !this.#paused;
    const label = this.#paused ? "Resume" : "Pause";
    fill(this.#pause, icon(this.#paused ? "play" : "pause"), h("span", {}, label));
    if (this.#paused) {
      this.#say("paused");
    } else {
      this.#waiting.hidden = true;
      this.#add(this.#held);
      this.#held = [];
      this.#say("live");
    }
  }

  #say(state: keyof typeof STATES): void {
    const [tone, words] = STATES[this.#paused && state === "live" ? "paused" : state];
    this.#state.dataset.tone = tone;
    setText(this.#state, words);
  }

  #render(): void {
    const none = h(
      "li",
      { class: "empty" },
      h("h2", {}, "Nothing has happened yet"),
      h("p", {}, "Leave this page open and upload a video, or change one: you will see it here."),
    );
    fill(this.#rows, ...(this.#shown.length === 0 ? [none] : this.#shown.map(({ element }) => element)));
  }
}
