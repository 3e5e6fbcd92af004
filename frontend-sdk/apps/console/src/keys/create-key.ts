import type { ApiKey, ApiKeyCreate, ApiKeyKind, Environment } from "@sluice/client";
import type { PageContext } from "../page.js";
import { Choices, select } from "../ui/choices.js";
import { field } from "../ui/controls.js";
import { perform } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { EXPIRIES, expiryIn, linesOf } from "./inputs.js";
import { ScopeGrid } from "./scope-grid.js";

/** Asks what the key is to be for, and makes it. */
export function createKey({ client, caller }: PageContext): Promise<ApiKey | undefined> {
  const name = h("input", { required: true, maxlength: 100, autocomplete: "off", placeholder: "Import script" });
  const environment = new Choices<Environment>(
    "radio",
    "Environment",
    [
      { value: "LIVE", label: "Live", hint: "What your viewers see." },
      { value: "TEST", label: "Test", hint: "A world of its own; videos are watermarked and deleted after a day." },
    ],
    [caller.whoami.environment],
  );
  const grid = new ScopeGrid(caller);
  const origins = h("textarea", { rows: 2, placeholder: "https://www.example.com", spellcheck: "false" });
  const originsField = field(
    "Web origins, one a line",
    origins,
    h("p", { class: "hint" }, "Only pages from there can use it."),
  );
  const kind = new Choices<ApiKeyKind>(
    "radio",
    "Kind",
    [
      { value: "SECRET", label: "Secret", hint: "For servers. Keep it out of pages and apps." },
      {
        value: "PUBLISHABLE",
        label: "Publishable",
        hint: "For browsers: reads videos and playback ids, nothing else.",
      },
    ],
    ["SECRET"],
    () => adapt(),
  );
  const adapt = () => {
    const isPublishable = kind.one === "PUBLISHABLE";
    grid.element.hidden = isPublishable;
    originsField.hidden = !isPublishable;
    origins.required = isPublishable;
  };
  adapt();
  const expiry = select(EXPIRIES);
  return perform({
    title: "Create an API key",
    body: [
      field("Name", name),
      kind.element,
      originsField,
      environment.element,
      grid.element,
      field("Expires", expiry),
    ],
    action: "Create key",
    submit: () => {
      const isPublishable = kind.one === "PUBLISHABLE";
      const scopes = grid.chosen;
      if (!isPublishable && scopes.length === 0) {
        throw new Error("Tick at least one thing that the key may do.");
      }
      const expiresAt = expiryIn(expiry.value);
      const apiKeyCreate: ApiKeyCreate = {
        name: name.value.trim(),
        kind: kind.one ?? "SECRET",
        environment: environment.one ?? "LIVE",
        ...(isPublishable ? { origins: linesOf(origins.value) } : { scopes: scopes }),
        ...(expiresAt !== undefined && { expiresAt }),
      };
      return client.apiKeys.createApiKey({ apiKeyCreate });
    },
  });
}
