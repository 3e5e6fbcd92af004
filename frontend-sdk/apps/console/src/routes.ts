/** What the address bar asks for. Routes stand in the fragment, so that the pages are plain files. */
export type Route = { page: "library" } | { page: "video"; videoId: string } | { page: "unknown" };

export function routeOf(hash: string): Route {
  const path = hash.replace(/^#/, "");
  if (path === "" || path === "/") {
    return { page: "library" };
  }
  const video = /^\/videos\/([A-Za-z0-9_]+)$/.exec(path);
  return video?.[1] === undefined ? { page: "unknown" } : { page: "video", videoId: video[1] };
}
