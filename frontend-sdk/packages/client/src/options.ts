/** What is told about a request before it is sent; `headers` may be changed. */
export interface RequestInfo {
  method: string;
  url: string;
  headers: Headers;
  /** 1, or more for a repetition. */
  attempt: number;
}

/** What is told about an answer when its head has arrived. */
export interface ResponseInfo {
  method: string;
  url: string;
  status: number;
  headers: Headers;
  attempt: number;
  /** Names the request in the server's logs. */
  requestId: string | undefined;
  /** Milliseconds since the request was sent. */
  duration: number;
}

/** Where the API is, who asks, and how patiently. */
export interface SluiceOptions {
  /** Address of the API, e.g. `https://video.example.com`. In a page served by Sluice itself it may be empty. */
  baseUrl: string;
  /** An API key, `slk_…`, or for browsers `slp_…`. Keep the former out of public pages: whoever has it acts as you. */
  apiKey?: string | undefined;
  /**
   * Gives an access token of your OpenID Connect provider, in place of `apiKey`. It is asked before every request, so let
   * it remember the token, and once more, with the token that was refused, after a 401.
   */
  token?: ((refused?: string) => string | Promise<string>) | undefined;
  /** For people of several tenants: the one to work for. */
  tenant?: string | undefined;
  /** For people: which of the tenant's two worlds; LIVE unless told. An API key knows its own. */
  environment?: "LIVE" | "TEST" | undefined;
  /** For operators: the grant under which they act for a tenant. */
  grant?: string | undefined;
  /** Another `fetch`, for proxies and tests. */
  fetch?: typeof fetch | undefined;
  /** Milliseconds after which one unanswered request is given up; 30 000 unless told. */
  timeout?: number | undefined;
  /** Milliseconds for a call with all its repetitions and the pauses between; 120 000 unless told. */
  totalTimeout?: number | undefined;
  /** How often a request that failed is repeated where that is safe; 3 unless told. */
  maxRetries?: number | undefined;
  onRequest?: ((request: RequestInfo) => void | Promise<void>) | undefined;
  onResponse?: ((response: ResponseInfo) => void | Promise<void>) | undefined;
}

/** What can be said about a single call. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  timeout?: number | undefined;
  totalTimeout?: number | undefined;
  maxRetries?: number | undefined;
}
