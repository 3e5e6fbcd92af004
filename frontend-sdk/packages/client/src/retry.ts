import { ConnectionError, SluiceError } from "./error.js";

/** One failed attempt, as far as it matters for another one. */
export interface FailedAttempt {
  method: string;
  /** Whether the request carried an `Idempotency-Key` or an `If-Match`. */
  guarded: boolean;
  error: unknown;
}

/** The longest pause that is drawn, in milliseconds; the server may ask for longer ones. */
const LONGEST_PAUSE = 8_000;
const FIRST_PAUSE = 250;
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);
/** Server failures that another attempt does not mend. */
const LASTING = new Set([501, 505, 507, 508, 511]);
/** What Node.js calls a connection that was never made. */
const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * Whether another attempt is safe and has a chance.
 *
 * Refusals that say that nothing was done (408, 429, an idempotency key still at work) are repeated for every method. What
 * may have been done already is repeated only if doing it twice is the same as once: for idempotent methods, for a POST by its
 * `Idempotency-Key`, for a PATCH by its `If-Match`. A PATCH without one could undo what somebody else did in between.
 */
export function isRepeatable({ method, guarded, error }: FailedAttempt): boolean {
  if (!(error instanceof SluiceError)) {
    return false;
  }
  const { status, code } = error;
  if (status === 408 || status === 429 || code === "idempotency_in_progress" || wasNeverSent(error)) {
    return true;
  }
  const mayHaveBeenDone = status === 0 || (status >= 500 && !LASTING.has(status));
  return mayHaveBeenDone && (IDEMPOTENT.has(method) || guarded);
}

/** Milliseconds until the next attempt: "full jitter" (M. Brooker, AWS Architecture Blog, 2015), but not before the server wants it. */
export function pauseBefore(repetition: number, retryAfter: number | undefined, random = Math.random): number {
  const drawn = random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (repetition - 1));
  return (retryAfter ?? 0) * 1_000 + drawn;
}

/** Resolves after a while; rejects with the signal's reason as soon as it is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const aborted = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", aborted);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", aborted, { once: true });
  });
}

function wasNeverSent(error: SluiceError): boolean {
  if (!(error instanceof ConnectionError)) {
    return false;
  }
  // fetch hides the reason as the cause of its TypeError.
  const reasons = [error.cause, (error.cause as Error | undefined)?.cause];
  return reasons.some((reason) => NEVER_CONNECTED.has(String((reason as { code?: unknown } | undefined)?.code)));
}
