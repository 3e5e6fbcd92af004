export { SluiceClient, type SluiceClientOptions } from "./client.js";
export { SluiceError } from "./error.js";
export * from "./generated/apis/index.js";
export * from "./generated/models/index.js";
