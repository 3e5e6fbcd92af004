export type { Uploadable } from "./byte-source.js";
export type { Call, Chosen, Exact, Options, WithResponse } from "./call.js";
export { SluiceClient, type SluiceClientOptions } from "./client.js";
export * from "./errors.js";
export { type EventObjects, type EventOf, isEvent, type Json, type SluiceEvent } from "./event.js";
export type { FollowOptions } from "./follow.js";
export * from "./generated/apis/index.js";
export * from "./generated/models/index.js";
export type { CallOptions, RequestInfo, ResponseInfo, SluiceOptions } from "./options.js";
export { type Page, Pages } from "./pages.js";
export {
  importSigningKey,
  type PlaybackLinks,
  type PlaybackTokenClaims,
  playbackLinks,
  signPlaybackToken,
} from "./playback.js";
export type { BegunUpload, UploadOptions, VideoUpload } from "./resources/uploads.js";
export type { WaitOptions } from "./resources/videos.js";
export { Sluice } from "./sluice.js";
export { type Sending, type SendOptions, sendTo, type UploadPhase, type UploadProgress } from "./upload.js";
export { type UnwrapOptions, unwrapWebhook, type WebhookHeaders, WebhookVerificationError } from "./webhook.js";
