import type { SluiceClient } from "@sluice/client";
import type { PlaybackLinks } from "./playback-links.js";
import type { UploadQueue } from "./uploads/upload-queue.js";

/** What stands between the header and the foot. */
export interface Page {
  readonly element: HTMLElement;
  readonly title: string;
  /** Ends its requests and timers. */
  dispose(): void;
}

/** What pages have in common while one key is signed in. */
export interface PageContext {
  readonly client: SluiceClient;
  readonly links: PlaybackLinks;
  readonly uploads: UploadQueue;
  /** Tells the title of the page, once known. */
  titled(title: string): void;
  /** Handles a failure that concerns the whole session; true if it was one. */
  failed(error: unknown): boolean;
}
