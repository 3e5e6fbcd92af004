import { SettingsPage } from "../account/settings-page.js";
import { UsagePage } from "../account/usage-page.js";
import { AuditPage } from "../audit/audit-page.js";
import { AuditEntryPage } from "../audit/entry-page.js";
import { ObjectPage } from "../audit/object-page.js";
import { EventsPage } from "../events/events-page.js";
import { KeysPage } from "../keys/keys-page.js";
import { LibraryPage } from "../library/library-page.js";
import type { Page, PageContext } from "../page.js";
import { GrantsPage } from "../people/grants-page.js";
import { PeoplePage } from "../people/people-page.js";
import type { Route } from "../routes.js";
import { TenantPage } from "../tenants/tenant-page.js";
import { TenantsPage } from "../tenants/tenants-page.js";
import { h } from "../ui/dom.js";
import { WatchPage } from "../watch/watch-page.js";
import { DeliveryPage } from "../webhooks/delivery-page.js";
import { WebhookPage } from "../webhooks/webhook-page.js";
import { WebhooksPage } from "../webhooks/webhooks-page.js";

/** Opens the page of a route. */
export function pageOf(route: Route, context: PageContext): Page {
  switch (route.page) {
    case "library":
      return new LibraryPage(context);
    case "video":
      return new WatchPage(context, route.videoId);
    case "events":
      return new EventsPage(context);
    case "webhooks":
      return new WebhooksPage(context);
    case "webhook":
      return new WebhookPage(context, route.webhookId);
    case "delivery":
      return new DeliveryPage(context, route.deliveryId);
    case "audit":
      return new AuditPage(context);
    case "audit-entry":
      return new AuditEntryPage(context, route.auditId);
    case "object":
      return new ObjectPage(context, route.objectId);
    case "keys":
      return new KeysPage(context);
    case "people":
      return new PeoplePage(context);
    case "grants":
      return new GrantsPage(context);
    case "usage":
      return new UsagePage(context);
    case "settings":
      return new SettingsPage(context);
    case "tenants":
      return new TenantsPage(context);
    case "tenant":
      return new TenantPage(context, route.tenantId);
    case "unknown":
      return messagePage("There is no such page", h("p", {}, h("a", { href: "#/" }, "Go to the start")));
  }
}

/** A page that only says something. */
export function messagePage(title: string, ...content: Node[]): Page {
  const element = h("main", { id: "content", class: "page nothing" }, h("h1", { tabindex: -1 }, title), ...content);
  return { element, title, dispose: () => undefined };
}
