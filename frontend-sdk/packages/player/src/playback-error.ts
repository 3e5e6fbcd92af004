/** Why a video does not play: a code to branch on and a sentence to show. */
export class PlaybackError extends Error {
  override readonly name = "PlaybackError";

  constructor(
    readonly code: PlaybackErrorCode,
    /** HTTP status, 0 if none played a part. */
    readonly status: number,
  ) {
    super(SENTENCES[code]);
  }

  /** Whether asking for the same address again may help. */
  get retryable(): boolean {
    return this.code !== "expired" && this.code !== "unsupported";
  }

  static fromStatus(status: number): PlaybackError {
    return new PlaybackError(codeOf(status), status);
  }
}

/** `expired` also stands for a token that was never valid: the server does not tell which. */
export type PlaybackErrorCode = "expired" | "not_found" | "unreachable" | "server" | "unsupported" | "broken";

const SENTENCES: Record<PlaybackErrorCode, string> = {
  expired: "This link has expired.",
  not_found: "This video is not available.",
  unreachable: "The video server cannot be reached. Check your connection.",
  server: "The video server has a problem. Try again in a moment.",
  unsupported: "This browser cannot play the video's format.",
  broken: "Playback stopped because of an error.",
};

function codeOf(status: number): PlaybackErrorCode {
  if (status === 401 || status === 403) {
    return "expired";
  }
  if (status === 404 || status === 410) {
    return "not_found";
  }
  if (status === 0) {
    return "unreachable";
  }
  return status >= 500 || status === 429 ? "server" : "broken";
}
