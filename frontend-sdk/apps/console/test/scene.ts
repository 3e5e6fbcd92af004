import type { Page } from "playwright-core";
import type { MockBackEnd } from "./mock/back-end.js";

/** A state of a page that has to be whole, fit, and be usable by everybody. */
export interface Scene {
  name: string;
  signedIn?: boolean;
  /** Fills the back end; what it returns is opened, the start unless told. */
  prepare: (backEnd: MockBackEnd) => string | undefined;
  /** Brings the page into the state to look at, and waits for it. */
  reach: (page: Page, backEnd: MockBackEnd) => Promise<unknown>;
}
