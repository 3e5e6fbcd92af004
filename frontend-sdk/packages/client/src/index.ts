export type { Call, Chosen, Options, WithResponse } from "./call.js";
export { SluiceClient, type SluiceClientOptions } from "./client.js";
export * from "./error.js";
export * from "./generated/apis/index.js";
export * from "./generated/models/index.js";
export type { CallOptions, RequestInfo, ResponseInfo, SluiceOptions } from "./options.js";
export { type Page, Pages } from "./pages.js";
export { Sluice } from "./sluice.js";
