/** What the identity provider gave. */
export interface Tokens {
  accessToken: string;
  refreshToken?: string;
  idToken?: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** The provider's answer to a request for tokens (RFC 6749, section 5.1). */
export interface TokenAnswer {
  access_token?: string;
  refresh_token?: string;
  id_token?: string;
  expires_in?: number;
  error?: string;
  error_description?: string;
}

const UNKNOWN_LIFETIME = 300;

/** Makes tokens of an answer; what it leaves out stays as it was. */
export function tokensOf(answer: TokenAnswer, now: number, before?: Tokens): Tokens {
  if (typeof answer.access_token !== "string") {
    throw new Error(answer.error_description ?? answer.error ?? "The identity provider gave no access token.");
  }
  const refreshToken = answer.refresh_token ?? before?.refreshToken;
  const idToken = answer.id_token ?? before?.idToken;
  return {
    accessToken: answer.access_token,
    expiresAt: now + (answer.expires_in ?? UNKNOWN_LIFETIME) * 1_000,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(idToken !== undefined && { idToken }),
  };
}

/** The claims of a token, not verified: whoever trusts them must have got it from the provider itself. */
export function claimsOf(token: string): Record<string, unknown> {
  const payload = token.split(".")[1] ?? "";
  const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}
