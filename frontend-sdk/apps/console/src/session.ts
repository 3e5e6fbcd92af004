const KEY = "sluice.apiKey";

/** The key this browser is signed in with. */
export const session = {
  get apiKey(): string | null {
    return localStorage.getItem(KEY);
  },

  signIn(apiKey: string): void {
    localStorage.setItem(KEY, apiKey);
  },

  signOut(): void {
    localStorage.removeItem(KEY);
  },

  /** Calls back when another tab signs in or out. */
  onOtherTab(changed: () => void): void {
    addEventListener("storage", (event) => {
      if (event.key === KEY || event.key === null) {
        changed();
      }
    });
  },
};

/** Takes a key handed over as `#key=slk_…`, which never reaches a server, and removes it from the address bar. */
export function takeKeyFromAddress(): boolean {
  const match = /^#key=([A-Za-z0-9_.~-]+)$/.exec(location.hash);
  if (match?.[1] === undefined) {
    return false;
  }
  session.signIn(match[1]);
  history.replaceState(null, "", location.pathname + location.search);
  return true;
}
