import { session } from "../session.js";
import { findProvider, renewed } from "./provider.js";
import type { Tokens } from "./tokens.js";

/** Tokens that end sooner than this are renewed before they are used. */
const SOON = 60_000;

let renewal: Promise<Tokens> | undefined;

/** `fetch` in the name of whoever is signed in, for the tenant and the world that were chosen. */
export async function authorisedFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Authorization", `Bearer ${await bearer()}`);
  // Only people choose; a key has one tenant and one environment.
  if (session.apiKey === null) {
    const { tenant, environment, grant } = session.choice;
    if (tenant !== undefined) {
      headers.set("Sluice-Tenant", tenant);
    }
    if (environment === "TEST") {
      headers.set("Sluice-Environment", environment);
    }
    if (grant !== undefined) {
      headers.set("Sluice-Grant", grant);
    }
  }
  return fetch(input, { ...init, headers });
}

/** What stands behind `Bearer`: the key, or an access token that is good for a while. */
async function bearer(): Promise<string> {
  const { apiKey, tokens } = session;
  if (apiKey !== null || tokens === undefined) {
    return apiKey ?? "";
  }
  if (tokens.expiresAt - Date.now() > SOON || tokens.refreshToken === undefined) {
    return tokens.accessToken;
  }
  // Several calls that find the token old share one renewal: providers accept a refresh token only once.
  renewal ??= renew(tokens).finally(() => {
    renewal = undefined;
  });
  return (await renewal).accessToken;
}

async function renew(tokens: Tokens): Promise<Tokens> {
  const provider = await findProvider();
  try {
    const fresh = provider === undefined ? tokens : await renewed(provider, tokens);
    session.signInPerson(fresh);
    return fresh;
  } catch {
    // The old token may still be good for a moment; if not, the API says so and the person signs in again.
    return tokens;
  }
}
