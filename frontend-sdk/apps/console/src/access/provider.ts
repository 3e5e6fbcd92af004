import { apiAddress } from "../address.js";
import { session } from "../session.js";
import { claimsOf, type TokenAnswer, type Tokens, tokensOf } from "./tokens.js";

/** The identity provider that people sign in with, as `console-config.json` tells it. */
export interface Provider {
  issuer: string;
  clientId: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  /** Some providers want to be told for which API a token is to be. */
  audience?: string | null;
  scopes?: string | string[] | null;
  endSessionEndpoint?: string | null;
}

/** What has to be remembered between leaving for the provider and coming back. */
interface Departure {
  state: string;
  nonce: string;
  verifier: string;
  route: string;
}

const DEPARTURE = "sluice.departure";
const ANSWER_TIME = 15_000;
const CLOCK_SKEW = 60;

/** The provider, if this installation has one. */
export async function findProvider(): Promise<Provider | undefined> {
  try {
    const response = await fetch(new URL("console-config.json", apiAddress()), {
      signal: AbortSignal.timeout(ANSWER_TIME),
    });
    const config = response.ok ? ((await response.json()) as Partial<Provider>) : {};
    return config.clientId && config.authorizationEndpoint && config.tokenEndpoint ? (config as Provider) : undefined;
  } catch {
    // Without an answer there still is the API key.
    return undefined;
  }
}

/** Leaves for the provider (authorization code with PKCE, RFC 7636). */
export async function leaveFor(provider: Provider): Promise<void> {
  if (globalThis.crypto.subtle === undefined) {
    throw new Error("Signing in with the identity provider needs https. Use an API key, or open this page by https.");
  }
  const departure: Departure = { state: random(), nonce: random(), verifier: random(), route: location.hash };
  sessionStorage.setItem(DEPARTURE, JSON.stringify(departure));
  const scopes = Array.isArray(provider.scopes) ? provider.scopes.join(" ") : provider.scopes;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(departure.verifier));
  location.assign(
    withParameters(provider.authorizationEndpoint, {
      response_type: "code",
      client_id: provider.clientId,
      redirect_uri: apiAddress(),
      scope: scopes || "openid profile email",
      state: departure.state,
      nonce: departure.nonce,
      code_challenge: base64Url(new Uint8Array(digest)),
      code_challenge_method: "S256",
      ...(provider.audience && { audience: provider.audience }),
    }),
  );
}

/** Whether the address bar holds what a provider sends back. */
export function isReturning(): boolean {
  const query = new URLSearchParams(location.search);
  return query.has("state") && (query.has("code") || query.has("error"));
}

/** Takes what the provider sent back, and removes it from the address bar. */
export async function completeReturn(): Promise<void> {
  const query = new URLSearchParams(location.search);
  const departure = JSON.parse(sessionStorage.getItem(DEPARTURE) ?? "null") as Departure | null;
  sessionStorage.removeItem(DEPARTURE);
  history.replaceState(null, "", location.pathname + (departure?.route ?? ""));
  if (departure === null || departure.state !== query.get("state")) {
    throw new Error("This sign-in was not begun here. Please sign in again.");
  }
  const refusal = query.get("error_description") ?? query.get("error");
  if (refusal !== null) {
    throw new Error(`The identity provider refused: ${refusal}`);
  }
  const provider = await findProvider();
  if (provider === undefined) {
    throw new Error("This installation has no identity provider any more.");
  }
  const answer = await askForTokens(provider, {
    grant_type: "authorization_code",
    code: query.get("code") ?? "",
    redirect_uri: apiAddress(),
    code_verifier: departure.verifier,
  });
  const tokens = tokensOf(answer, Date.now());
  // The token came from the provider itself, over TLS, which stands for its signature (OpenID Connect Core, 3.1.3.7).
  checkIdToken(provider, tokens.idToken, departure.nonce);
  session.signInPerson(tokens);
}

/** New tokens for those that are about to expire. */
export async function renewed(provider: Provider, tokens: Tokens): Promise<Tokens> {
  const answer = await askForTokens(provider, {
    grant_type: "refresh_token",
    refresh_token: tokens.refreshToken ?? "",
  });
  return tokensOf(answer, Date.now(), tokens);
}

/** Where to go to sign out at the provider too, if it has such a place. */
export function signOutAddress(provider: Provider, tokens: Tokens): string | undefined {
  return provider.endSessionEndpoint == null
    ? undefined
    : withParameters(provider.endSessionEndpoint, {
        client_id: provider.clientId,
        post_logout_redirect_uri: apiAddress(),
        ...(tokens.idToken !== undefined && { id_token_hint: tokens.idToken }),
      });
}

/** @throws Error if this is not the token that was asked for */
export function checkIdToken(provider: Provider, idToken: string | undefined, nonce: string): void {
  if (idToken === undefined) {
    throw new Error("The identity provider gave no id token.");
  }
  const { iss, aud, exp, nonce: given } = claimsOf(idToken);
  const audience = Array.isArray(aud) ? aud : [aud];
  const now = Date.now() / 1_000;
  if (iss !== provider.issuer || !audience.includes(provider.clientId)) {
    throw new Error("The identity provider’s token is meant for somebody else.");
  }
  if (given !== nonce || typeof exp !== "number" || exp < now - CLOCK_SKEW) {
    throw new Error("The identity provider’s token is an old one. Please sign in again.");
  }
}

async function askForTokens(provider: Provider, form: Record<string, string>): Promise<TokenAnswer> {
  const response = await fetch(provider.tokenEndpoint, {
    method: "POST",
    body: new URLSearchParams({ ...form, client_id: provider.clientId }),
    credentials: "omit",
    signal: AbortSignal.timeout(ANSWER_TIME),
  });
  try {
    return (await response.json()) as TokenAnswer;
  } catch {
    throw new Error(`The identity provider answered ${response.status}.`);
  }
}

function withParameters(address: string, parameters: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

function random(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
