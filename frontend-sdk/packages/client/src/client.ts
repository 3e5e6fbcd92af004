import { failuresAsSluiceErrors } from "./error.js";
import { AccountApi } from "./generated/apis/AccountApi.js";
import { ApiKeysApi } from "./generated/apis/ApiKeysApi.js";
import { AuditApi } from "./generated/apis/AuditApi.js";
import { EventsApi } from "./generated/apis/EventsApi.js";
import { GrantsApi } from "./generated/apis/GrantsApi.js";
import { JobsApi } from "./generated/apis/JobsApi.js";
import { MembersApi } from "./generated/apis/MembersApi.js";
import { PlaybackIdsApi } from "./generated/apis/PlaybackIdsApi.js";
import { PlaybackTokensApi } from "./generated/apis/PlaybackTokensApi.js";
import { SigningKeysApi } from "./generated/apis/SigningKeysApi.js";
import { TenantsApi } from "./generated/apis/TenantsApi.js";
import { UploadsApi } from "./generated/apis/UploadsApi.js";
import { VideosApi } from "./generated/apis/VideosApi.js";
import { WebhooksApi } from "./generated/apis/WebhooksApi.js";
import { Configuration } from "./generated/runtime.js";

/** Where the API is and who asks. */
export interface SluiceClientOptions {
  /** Address of the API, e.g. `https://video.example.com`. In a page served by Sluice itself it may be empty. */
  baseUrl: string;
  /** An API key, `slk_…`. Keep it out of public pages: whoever has it acts as you. */
  apiKey: string;
  /** Another `fetch`, for proxies and tests. */
  fetch?: typeof fetch;
  /** Milliseconds after which an unanswered call fails; 30 000 unless told. */
  timeout?: number;
}

/**
 * The Sluice API, one property per resource.
 *
 * Calls reject with a {@link SluiceError}, whose `code` is the one to branch on. A call that was aborted with the
 * caller's own signal rejects with that signal's reason.
 */
export class SluiceClient {
  readonly videos: VideosApi;
  readonly uploads: UploadsApi;
  readonly jobs: JobsApi;
  readonly playbackIds: PlaybackIdsApi;
  readonly playbackTokens: PlaybackTokensApi;
  readonly signingKeys: SigningKeysApi;
  readonly account: AccountApi;
  readonly apiKeys: ApiKeysApi;
  readonly audit: AuditApi;
  readonly events: EventsApi;
  readonly grants: GrantsApi;
  readonly members: MembersApi;
  readonly tenants: TenantsApi;
  readonly webhooks: WebhooksApi;

  constructor(options: SluiceClientOptions) {
    const configuration = new Configuration({
      basePath: options.baseUrl.replace(/\/+$/, ""),
      accessToken: options.apiKey,
      fetchApi: withTimeout(options.fetch ?? globalThis.fetch.bind(globalThis), options.timeout ?? 30_000),
      middleware: [failuresAsSluiceErrors],
    });
    this.videos = new VideosApi(configuration);
    this.uploads = new UploadsApi(configuration);
    this.jobs = new JobsApi(configuration);
    this.playbackIds = new PlaybackIdsApi(configuration);
    this.playbackTokens = new PlaybackTokensApi(configuration);
    this.signingKeys = new SigningKeysApi(configuration);
    this.account = new AccountApi(configuration);
    this.apiKeys = new ApiKeysApi(configuration);
    this.audit = new AuditApi(configuration);
    this.events = new EventsApi(configuration);
    this.grants = new GrantsApi(configuration);
    this.members = new MembersApi(configuration);
    this.tenants = new TenantsApi(configuration);
    this.webhooks = new WebhooksApi(configuration);
  }
}

/** Reads the body too, so that a connection cut in its middle fails like one that was never made. */
function withTimeout(fetchFunction: typeof fetch, milliseconds: number): typeof fetch {
  return async (input, init) => {
    const timeout = AbortSignal.timeout(milliseconds);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const response = await fetchFunction(input, { ...init, signal });
    const body = await response.arrayBuffer();
    return new Response(body.byteLength === 0 ? null : body, response);
  };
}
