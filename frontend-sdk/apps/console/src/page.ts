import type { SluiceClient } from "@sluice/client";
import type { Caller } from "./access/caller.js";
import type { PlaybackLinks } from "./playback-links.js";
import type { UploadQueue } from "./uploads/upload-queue.js";

/** What stands between the header and the foot. */
export interface Page {
  readonly element: HTMLElement;
  readonly title: string;
  /** Ends its requests and timers. */
  dispose(): void;
}

/** What pages have in common while somebody is signed in. */
export interface PageContext {
  readonly client: SluiceClient;
  readonly caller: Caller;
  readonly links: PlaybackLinks;
  readonly uploads: UploadQueue;
  /** Tells the title of the page, once known. */
  titled(title: string): void;
  /** Handles a failure that concerns the whole session; true if it was one. */
  failed(error: unknown): boolean;
  /** Starts over, as for another tenant or grant. */
  begin(): void;
}
