const KEY = "sluice.uploads";

/** What is needed to go on with an upload after the page was closed. */
export interface UnfinishedUpload {
  uploadId: string;
  videoId: string;
  uploadUrl: string;
  name: string;
  size: number;
  lastModified: number;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** The uploads this browser has begun and not ended. */
export const unfinishedUploads = {
  all(now: number = Date.now()): UnfinishedUpload[] {
    return read().filter(({ expiresAt }) => expiresAt > now);
  },

  remember(upload: UnfinishedUpload): void {
    write([...read().filter(({ uploadId }) => uploadId !== upload.uploadId), upload]);
  },

  forget(uploadId: string): void {
    write(read().filter((upload) => upload.uploadId !== uploadId));
  },

  forgetAll(): void {
    localStorage.removeItem(KEY);
  },
};

function read(): UnfinishedUpload[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter(isUnfinishedUpload) : [];
  } catch {
    return [];
  }
}

function write(uploads: UnfinishedUpload[]): void {
  localStorage.setItem(KEY, JSON.stringify(uploads.slice(-50)));
}

function isUnfinishedUpload(value: unknown): value is UnfinishedUpload {
  const upload = value as Partial<UnfinishedUpload> | null;
  return (
    typeof upload?.uploadId === "string" && typeof upload.uploadUrl === "string" && typeof upload.size === "number"
  );
}
