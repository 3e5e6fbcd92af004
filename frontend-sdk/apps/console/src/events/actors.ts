import type { Actor } from "@sluice/client";

const KINDS: Record<string, string> = {
  API_KEY: "key",
  PUBLISHABLE_KEY: "publishable key",
  PERSON: "",
  OPERATOR: "operator",
  UPLOAD_URL: "upload URL",
};

/** Who did something, in words. */
export function actorInWords(actor: Actor | undefined): string {
  if (actor === undefined || actor.kind === "SYSTEM") {
    return "the platform";
  }
  const name = actor.name ?? actor.id ?? "";
  return [KINDS[actor.kind] ?? actor.kind.toLowerCase(), name && (KINDS[actor.kind] === "" ? name : `“${name}”`)]
    .filter(Boolean)
    .join(" ");
}
