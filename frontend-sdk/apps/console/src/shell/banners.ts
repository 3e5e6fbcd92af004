import type { SluiceClient } from "@sluice/client";
import type { Caller } from "../access/caller.js";
import { session } from "../session.js";
import { button } from "../ui/controls.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { at } from "../ui/time.js";
import { toast } from "../ui/toast.js";
import { sentenceOf } from "../words.js";

/** What has to be in view on every page: that this is the test environment, and under which grant an operator acts. */
export function banners(caller: Caller, client: SluiceClient, chosen: () => void): HTMLElement[] {
  return [
    ...(caller.isTest ? [testBanner()] : []),
    ...(caller.whoami.grant === undefined ? [] : [grantBanner(caller, client, chosen)]),
  ];
}

function testBanner(): HTMLElement {
  const sentence = h(
    "p",
    {},
    h("strong", {}, "Test environment. "),
    "Its data are a world of their own: videos carry a watermark and are deleted after a day.",
  );
  return h("aside", { class: "banner test", "aria-label": "Environment" }, sentence);
}

function grantBanner(caller: Caller, client: SluiceClient, chosen: () => void): HTMLElement {
  const { grant, tenant } = caller.whoami;
  const leave = () => {
    session.choose({});
    chosen();
    location.hash = "#/grants";
  };
  const end = async () => {
    try {
      await client.grants.endGrant({ grantId: grant?.id ?? "" });
      leave();
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  };
  const sentence = h(
    "p",
    {},
    h("strong", {}, `You act for ${tenant?.name ?? "a tenant"} as an operator. `),
    `${grant?.access === "WRITE" ? "You may read and change" : "You may only read"}, until `,
    grant === undefined ? "" : at(grant.expiresAt),
    `. Reason: ${grant?.reason ?? ""}. The tenant sees all that you do.`,
  );
  return h(
    "aside",
    { class: "banner grant", "aria-label": "Grant" },
    icon("warning"),
    sentence,
    button("Leave", { kind: "quiet" }, leave),
    button("End grant", {}, () => void end()),
  );
}
