import type { ApiKey, ApiKeyPatch } from "@sluice/client";
import type { PageContext } from "../page.js";
import { select } from "../ui/choices.js";
import { field } from "../ui/controls.js";
import { perform } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { EXPIRIES, expiryIn, linesOf } from "./inputs.js";

const AS_IT_IS = "keep";

/** Changes the name, the origins or the expiry of a key. */
export function editKey({ client }: PageContext, key: ApiKey): Promise<ApiKey | undefined> {
  const name = h("input", { required: true, maxlength: 100, value: key.name });
  const origins = h("textarea", { rows: 3, spellcheck: "false", required: true }, key.origins?.join("\n") ?? "");
  const expiry = select([["As it is", AS_IT_IS], ...EXPIRIES], AS_IT_IS);
  const isPublishable = key.kind === "PUBLISHABLE";
  return perform({
    title: `Edit “${key.name}”`,
    body: [field("Name", name), isPublishable && field("Web origins, one a line", origins), field("Expires", expiry)],
    action: "Save",
    submit: () => {
      const apiKeyPatch: ApiKeyPatch = {
        name: name.value.trim(),
        ...(isPublishable && { origins: linesOf(origins.value) }),
        ...(expiry.value !== AS_IT_IS && { expiresAt: expiryIn(expiry.value) ?? null }),
      };
      return client.apiKeys.updateApiKey({ apiKeyId: key.id, apiKeyPatch });
    },
  });
}
