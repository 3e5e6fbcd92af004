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
import { UsageApi } from "./generated/apis/UsageApi.js";
import { VideosApi } from "./generated/apis/VideosApi.js";
import { WebhooksApi } from "./generated/apis/WebhooksApi.js";
import type { SluiceOptions } from "./options.js";
import { Transport } from "./transport.js";

/** As for {@link Sluice}, but nothing is repeated unless `maxRetries` says so. */
export type SluiceClientOptions = SluiceOptions;

/**
 * The generated calls as they are, one property per tag of the contract, over the same transport as {@link Sluice}: what the
 * contract names, and the answers' heads by the methods that end in `Raw`.
 */
export class SluiceClient {
  readonly account: AccountApi;
  readonly apiKeys: ApiKeysApi;
  readonly audit: AuditApi;
  readonly events: EventsApi;
  readonly grants: GrantsApi;
  readonly jobs: JobsApi;
  readonly members: MembersApi;
  readonly playbackIds: PlaybackIdsApi;
  readonly playbackTokens: PlaybackTokensApi;
  readonly signingKeys: SigningKeysApi;
  readonly tenants: TenantsApi;
  readonly uploads: UploadsApi;
  readonly usage: UsageApi;
  readonly videos: VideosApi;
  readonly webhooks: WebhooksApi;

  constructor(options: SluiceClientOptions) {
    const { configuration } = new Transport({ ...options, maxRetries: options.maxRetries ?? 0 });
    this.account = new AccountApi(configuration);
    this.apiKeys = new ApiKeysApi(configuration);
    this.audit = new AuditApi(configuration);
    this.events = new EventsApi(configuration);
    this.grants = new GrantsApi(configuration);
    this.jobs = new JobsApi(configuration);
    this.members = new MembersApi(configuration);
    this.playbackIds = new PlaybackIdsApi(configuration);
    this.playbackTokens = new PlaybackTokensApi(configuration);
    this.signingKeys = new SigningKeysApi(configuration);
    this.tenants = new TenantsApi(configuration);
    this.uploads = new UploadsApi(configuration);
    this.usage = new UsageApi(configuration);
    this.videos = new VideosApi(configuration);
    this.webhooks = new WebhooksApi(configuration);
  }
}
