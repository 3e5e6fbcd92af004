import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";

/** A minimal identity provider: it signs in whoever comes, by authorization code with PKCE, and checks what the console sends. */
export class MockProvider {
  static readonly CLIENT_ID = "sluice-console";

  /** Whether installations say that there is a provider. */
  enabled = false;
  /** Seconds for which access tokens are good. */
  lifetime = 600;
  /** Refuses to renew. */
  renews = true;
  renewals = 0;
  readonly #codes = new Map<string, { challenge: string; nonce: string; redirect: string }>();
  readonly #refreshTokens = new Set<string>();
  #serial = 0;

  /** What the console asks for before it signs anybody in. */
  config(origin: string): unknown {
    return {
      issuer: `${origin}/idp`,
      clientId: MockProvider.CLIENT_ID,
      authorizationEndpoint: `${origin}/idp/authorize`,
      tokenEndpoint: `${origin}/idp/token`,
      endSessionEndpoint: `${origin}/idp/logout`,
      scopes: ["openid", "email", "offline_access"],
    };
  }

  isToken(authorization: string | undefined): boolean {
    return authorization?.startsWith("Bearer at_") ?? false;
  }

  answer(response: ServerResponse, url: URL, body: string, origin: string): void {
    if (url.pathname === "/idp/authorize") {
      this.#authorize(response, url.searchParams);
    } else if (url.pathname === "/idp/token") {
      this.#token(response, new URLSearchParams(body), origin);
    } else {
      response.writeHead(302, { Location: url.searchParams.get("post_logout_redirect_uri") ?? "/" }).end();
    }
  }

  #authorize(response: ServerResponse, query: URLSearchParams): void {
    const redirect = query.get("redirect_uri") ?? "";
    const back = new URL(redirect);
    back.searchParams.set("state", query.get("state") ?? "");
    const asked = query.get("response_type") === "code" && query.get("code_challenge_method") === "S256";
    if (asked && query.get("client_id") === MockProvider.CLIENT_ID && query.get("scope")?.includes("openid")) {
      this.#serial += 1;
      const code = `code${this.#serial}`;
      this.#codes.set(code, {
        challenge: query.get("code_challenge") ?? "",
        nonce: query.get("nonce") ?? "",
        redirect,
      });
      back.searchParams.set("code", code);
    } else {
      back.searchParams.set("error", "invalid_request");
    }
    response.writeHead(302, { Location: back.href }).end();
  }

  #token(response: ServerResponse, form: URLSearchParams, origin: string): void {
    const code = this.#codes.get(form.get("code") ?? "");
    const isRenewal = form.get("grant_type") === "refresh_token";
    this.#codes.delete(form.get("code") ?? "");
    const verified = isRenewal
      ? this.renews && this.#refreshTokens.delete(form.get("refresh_token") ?? "")
      : code?.challenge === challengeOf(form.get("code_verifier") ?? "") && code.redirect === form.get("redirect_uri");
    if (!verified) {
      response.writeHead(400, { "Content-Type": "application/json" }).end(JSON.stringify({ error: "invalid_grant" }));
      return;
    }
    this.#serial += 1;
    this.renewals += isRenewal ? 1 : 0;
    const refreshToken = `rt_${this.#serial}`;
    this.#refreshTokens.add(refreshToken);
    const claims = {
      iss: `${origin}/idp`,
      aud: MockProvider.CLIENT_ID,
      exp: Date.now() / 1_000 + 300,
      nonce: code?.nonce,
    };
    const answer = {
      access_token: `at_${this.#serial}`,
      token_type: "Bearer",
      expires_in: this.lifetime,
      refresh_token: refreshToken,
      ...(!isRenewal && { id_token: `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x` }),
    };
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  }
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}
