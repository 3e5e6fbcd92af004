import { base64Bytes } from "./base64.js";
import { type SluiceEvent, toEvent } from "./event.js";

/** The request does not come from Sluice, is too old, or is not what was signed. Answer 400 and do nothing. */
export class WebhookVerificationError extends Error {
  override readonly name = "WebhookVerificationError";
}

/** Headers as any server has them: of `Request`, of Node.js, or a plain object. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface UnwrapOptions {
  /** Seconds by which `webhook-timestamp` may be off; 300 unless told. */
  tolerance?: number;
  /** Milliseconds since 1970; the clock unless told. */
  now?: number;
}

const PREFIX = "whsec_";

/**
 * Believes a request to a webhook endpoint, or does not: checks the signature of the raw body as Standard Webhooks says
 * (HMAC-SHA256, `v1`) and gives the event.
 *
 * The same event may come more than once; `event.id` says so. While a secret is being rotated, give both.
 */
export async function unwrapWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  { tolerance = 300, now = Date.now() }: UnwrapOptions = {},
): Promise<SluiceEvent> {
  const id = header(headers, "webhook-id");
  const timestamp = header(headers, "webhook-timestamp");
  if (!/^\d{1,15}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > tolerance) {
    throw new WebhookVerificationError("The timestamp is missing, or too far from the time here.");
  }
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  const signatures = header(headers, "webhook-signature").split(" ");
  if (!(await isSigned(signed, signatures, typeof secrets === "string" ? [secrets] : secrets))) {
    throw new WebhookVerificationError("No signature fits the body and the secret.");
  }
  try {
    return toEvent(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new WebhookVerificationError("The body is not an event.", { cause });
  }
}

/** WebCrypto compares in constant time. All is tried, so that the time does not tell which secret or signature fits. */
async function isSigned(signed: BufferSource, signatures: string[], secrets: readonly string[]): Promise<boolean> {
  const candidates = signatures
    .slice(0, 10)
    .filter((signature) => signature.startsWith("v1,"))
    .map((signature) => base64Bytes(signature.slice(3)));
  let fits = false;
  for (const secret of secrets) {
    const key = await keyOf(secret);
    for (const candidate of candidates) {
      const same = candidate !== undefined && (await crypto.subtle.verify("HMAC", key, candidate, signed));
      fits ||= same;
    }
  }
  return fits;
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = base64Bytes(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
  if (bytes === undefined || bytes.length === 0) {
    throw new TypeError("A webhook's secret is whsec_ and base64.");
  }
  return await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

function header(headers: WebhookHeaders, name: string): string {
  const value =
    typeof headers.get === "function"
      ? (headers as Headers).get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (typeof value !== "string" || value === "") {
    throw new WebhookVerificationError(`The header ${name} is missing.`);
  }
  return value;
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
