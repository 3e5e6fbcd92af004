import type { Problem } from "./generated/models/Problem.js";
import type { ProblemError } from "./generated/models/ProblemError.js";

/** A call that failed: the server's problem details (RFC 9457), or the reason why there was no answer. */
export class SluiceError extends Error {
  override readonly name: string = "SluiceError";
  /**
   * Stable, the one to branch on. Besides the server's codes: `unreachable` and `timeout` when no answer came,
   * `unexpected_answer` when it was not a problem of this API, as from a proxy, `not_modified` for a 304.
   */
  readonly code: string;
  /** HTTP status, 0 when no answer came. */
  readonly status: number;
  /** Who has to act: `client`, `server`, `capacity`, or a value added later. */
  readonly culprit: string;
  /** What exactly was wrong with the input. */
  readonly errors: readonly ProblemError[];
  /** Names the request in the server's logs. */
  readonly requestId: string | undefined;
  /** Seconds after which it makes sense to try again, if the server said so. */
  readonly retryAfter: number | undefined;

  constructor(message: string, facts: SluiceErrorFacts, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = facts.code;
    this.status = facts.status;
    this.culprit = facts.culprit;
    this.errors = facts.errors ?? [];
    this.requestId = facts.requestId;
    this.retryAfter = facts.retryAfter;
  }
}

/** What a {@link SluiceError} knows. */
export interface SluiceErrorFacts {
  code: string;
  status: number;
  culprit: string;
  errors?: readonly ProblemError[] | undefined;
  requestId?: string | undefined;
  retryAfter?: number | undefined;
}

/** 304: the resource still is what the given `ifNoneMatch` says. */
export class NotModifiedError extends SluiceError {
  override readonly name = "NotModifiedError";
}

/** 400 or 422: the request is not what it should be; `errors` point at what is wrong. */
export class ValidationError extends SluiceError {
  override readonly name = "ValidationError";
}

/** 401: no credential, or one that is unknown, expired or revoked. */
export class UnauthorizedError extends SluiceError {
  override readonly name = "UnauthorizedError";
}

/** 403: the credential does not allow this, or the tenant is suspended. */
export class ForbiddenError extends SluiceError {
  override readonly name = "ForbiddenError";
}

/** 404: there is no such thing in this tenant. */
export class NotFoundError extends SluiceError {
  override readonly name = "NotFoundError";
}

/** 409: the state does not allow this, or a name is taken. */
export class ConflictError extends SluiceError {
  override readonly name = "ConflictError";
}

/** 410: it was there, and is used up, expired or cancelled. */
export class GoneError extends SluiceError {
  override readonly name = "GoneError";
}

/** 412 or 428: it has changed since the version given by `ifMatch`, or a version has to be given. */
export class PreconditionFailedError extends SluiceError {
  override readonly name = "PreconditionFailedError";
}

/** 413: larger than a limit, which the message names. */
export class ContentTooLargeError extends SluiceError {
  override readonly name = "ContentTooLargeError";
}

/** 429: more than a limit allows; `retryAfter` says when it makes sense again. */
export class RateLimitedError extends SluiceError {
  override readonly name = "RateLimitedError";
}

/** 5xx: the server failed, and the call may or may not have had an effect. */
export class ServerError extends SluiceError {
  override readonly name = "ServerError";
}

/** No answer came because there is no connection, or it was lost. */
export class ConnectionError extends SluiceError {
  override readonly name = "ConnectionError";
}

/** No answer came in time. */
export class TimeoutError extends SluiceError {
  override readonly name = "TimeoutError";
}

/** A video cannot be processed; `code` is its error's, e.g. `source_not_media`. */
export class VideoErroredError extends SluiceError {
  override readonly name = "VideoErroredError";
}

const BY_STATUS: Readonly<Record<number, typeof SluiceError>> = {
  304: NotModifiedError,
  400: ValidationError,
  401: UnauthorizedError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
  410: GoneError,
  412: PreconditionFailedError,
  413: ContentTooLargeError,
  422: ValidationError,
  428: PreconditionFailedError,
  429: RateLimitedError,
};

/** The error that an answer stands for; reads its body. */
export async function errorOf(response: Response): Promise<SluiceError> {
  const { status } = response;
  const problem = await readProblem(response);
  const facts = {
    code: problem?.code ?? (status === 304 ? "not_modified" : "unexpected_answer"),
    status,
    culprit: problem?.culprit ?? (status < 500 ? "client" : "server"),
    errors: problem?.errors,
    requestId: problem?.requestId ?? response.headers.get("X-Request-Id") ?? undefined,
    retryAfter: retryAfterOf(response.headers),
  };
  const sentence = problem?.detail ?? problem?.title ?? `The server answered ${status}.`;
  const Kind = BY_STATUS[status] ?? (status >= 500 ? ServerError : SluiceError);
  return new Kind(sentence, facts);
}

/** The error of a call without an answer. */
export function errorOfSilence(cause: unknown): SluiceError {
  if (cause instanceof Error && cause.name === "TimeoutError") {
    const facts = { code: "timeout", status: 0, culprit: "server" };
    return new TimeoutError("The server did not answer in time.", facts, cause);
  }
  const facts = { code: "unreachable", status: 0, culprit: "server" };
  return new ConnectionError("The server cannot be reached.", facts, cause);
}

/** Seconds, from either form of `Retry-After` (RFC 9110, 10.2.3). */
function retryAfterOf(headers: Headers): number | undefined {
  const header = headers.get("Retry-After");
  if (header === null) {
    return undefined;
  }
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

async function readProblem(response: Response): Promise<Partial<Problem> | undefined> {
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    return undefined;
  }
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? body : undefined;
  } catch {
    // A body cut short must not hide the status that did arrive.
    return undefined;
  }
}
