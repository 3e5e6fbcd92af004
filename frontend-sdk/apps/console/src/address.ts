/** Where the API is: where this page came from, a proxy's path prefix included. */
export function apiAddress(): string {
  return new URL(".", location.href).href;
}
