import type { SluiceOptions } from "./options.js";
import { AccountResource } from "./resources/account.js";
import { ApiKeys } from "./resources/api-keys.js";
import { Audit } from "./resources/audit.js";
import { Events } from "./resources/events.js";
import { Grants } from "./resources/grants.js";
import { Jobs } from "./resources/jobs.js";
import { Members } from "./resources/members.js";
import { PlaybackIds } from "./resources/playback-ids.js";
import { PlaybackTokens } from "./resources/playback-tokens.js";
import { SigningKeys } from "./resources/signing-keys.js";
import { Tenants } from "./resources/tenants.js";
import { Uploads } from "./resources/uploads.js";
import { Videos } from "./resources/videos.js";
import { WebhookDeliveries } from "./resources/webhook-deliveries.js";
import { Webhooks } from "./resources/webhooks.js";
import { Transport } from "./transport.js";

/**
 * The Sluice API, one property per resource.
 *
 * Calls reject with a {@link SluiceError}, whose `code` is the one to branch on. A call that was aborted with the
 * caller's own signal rejects with that signal's reason.
 */
export class Sluice {
  readonly account: AccountResource;
  readonly apiKeys: ApiKeys;
  readonly audit: Audit;
  readonly events: Events;
  readonly grants: Grants;
  readonly jobs: Jobs;
  readonly members: Members;
  readonly playbackIds: PlaybackIds;
  readonly playbackTokens: PlaybackTokens;
  readonly signingKeys: SigningKeys;
  readonly tenants: Tenants;
  readonly uploads: Uploads;
  readonly videos: Videos;
  readonly webhookDeliveries: WebhookDeliveries;
  readonly webhooks: Webhooks;

  constructor(options: SluiceOptions) {
    const transport = new Transport(options);
    this.account = new AccountResource(transport);
    this.apiKeys = new ApiKeys(transport);
    this.audit = new Audit(transport);
    this.events = new Events(transport);
    this.grants = new Grants(transport);
    this.jobs = new Jobs(transport);
    this.members = new Members(transport);
    this.playbackIds = new PlaybackIds(transport);
    this.playbackTokens = new PlaybackTokens(transport);
    this.signingKeys = new SigningKeys(transport);
    this.tenants = new Tenants(transport);
    this.uploads = new Uploads(transport);
    this.videos = new Videos(transport);
    this.webhookDeliveries = new WebhookDeliveries(transport);
    this.webhooks = new Webhooks(transport);
  }
}
