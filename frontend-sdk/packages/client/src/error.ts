import type { Problem } from "./generated/models/Problem.js";
import type { ProblemError } from "./generated/models/ProblemError.js";
import type { ErrorContext, Middleware, ResponseContext } from "./generated/runtime.js";

/** A call that failed: the server's problem details (RFC 9457), or the reason why there was no answer. */
export class SluiceError extends Error {
  override readonly name = "SluiceError";
  /**
   * Stable, the one to branch on. Besides the server's codes: `unreachable` and `timeout` when no answer came,
   * `unexpected_answer` when it was not a problem of this API, as from a proxy.
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

interface SluiceErrorFacts {
  code: string;
  status: number;
  culprit: string;
  errors?: readonly ProblemError[] | undefined;
  requestId?: string | undefined;
  retryAfter?: number | undefined;
}

/** Turns every failed exchange of the generated code into a {@link SluiceError}. */
export const failuresAsSluiceErrors: Middleware = {
  async post({ response }: ResponseContext): Promise<void> {
    if (!response.ok) {
      throw await fromResponse(response);
    }
  },
  async onError({ error, init }: ErrorContext): Promise<never> {
    throw fromNoAnswer(error, init);
  },
};

async function fromResponse(response: Response): Promise<SluiceError> {
  const problem = await readProblem(response);
  const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  const facts = {
    code: problem?.code ?? "unexpected_answer",
    status: response.status,
    culprit: problem?.culprit ?? (response.status < 500 ? "client" : "server"),
    errors: problem?.errors,
    requestId: problem?.requestId ?? response.headers.get("X-Request-Id") ?? undefined,
    retryAfter: Number.isNaN(retryAfter) ? undefined : retryAfter,
  };
  const sentence = problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`;
  return new SluiceError(sentence, facts);
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

function fromNoAnswer(error: unknown, init: RequestInit): unknown {
  if (isNamed(error, "TimeoutError")) {
    return new SluiceError(
      "The server did not answer in time.",
      { code: "timeout", status: 0, culprit: "server" },
      error,
    );
  }
  if (init.signal?.aborted) {
    return error;
  }
  return new SluiceError("The server cannot be reached.", { code: "unreachable", status: 0, culprit: "server" }, error);
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
