import type { WebhookDeliveryState } from "@sluice/client";

/** A delivery's state in words, and its tone. */
export function deliveryState(state: WebhookDeliveryState): [words: string, tone: "good" | "busy" | "bad" | "waiting"] {
  switch (state) {
    case "SUCCEEDED":
      return ["Delivered", "good"];
    case "PENDING":
      return ["Under way", "busy"];
    case "FAILED":
      return ["Given up", "bad"];
    default:
      return [state, "waiting"];
  }
}

/** Which events a webhook gets, in few words. */
export function typesInWords(types: readonly string[]): string {
  if (types.length === 0) {
    return "All events";
  }
  return types.length > 4 ? `${types.slice(0, 3).join(", ")} and ${types.length - 3} more` : types.join(", ");
}
