/** Things in the shapes of the contract, for the mock. Ids count up, so that later ones sort later. */
export interface MockVideo {
  id: string;
  title?: string | null;
  description?: string | null;
  state: string;
  playable: boolean;
  progress: number;
  duration?: number;
  width?: number;
  height?: number;
  frameRate?: number;
  source?: Record<string, unknown>;
  error?: { code: string; message: string };
  playbackIds: MockPlaybackId[];
  renditions: Record<string, unknown>[];
  createdAt: string;
  updatedAt: string;
}

export interface MockPlaybackId {
  id: string;
  videoId: string;
  policy: string;
  urls?: Record<string, string>;
  createdAt: string;
}

export interface MockUpload {
  id: string;
  videoId: string;
  state: string;
  size: number;
  offset: number;
  token: string;
}

let serial = 0;

export function nextId(prefix: string): string {
  serial += 1;
  return `${prefix}_01jd8wq2k3${serial.toString(10).padStart(16, "0")}`;
}

export function aPlaybackId(videoId: string, policy: string, origin: string): MockPlaybackId {
  const id = nextId("pbk");
  const playbackId: MockPlaybackId = { id, videoId, policy, createdAt: new Date().toISOString() };
  return policy === "PUBLIC" ? { ...playbackId, urls: urlsAt(`${origin}/p/${id}`) } : playbackId;
}

export function urlsAt(prefix: string): Record<string, string> {
  return {
    hls: `${prefix}/index.m3u8`,
    dash: `${prefix}/manifest.mpd`,
    poster: `${prefix}/poster.jpg`,
    thumbnail: `${prefix}/thumbnail.jpg`,
  };
}

export function aVideo(change: Partial<MockVideo> = {}): MockVideo {
  const now = new Date().toISOString();
  return {
    id: nextId("vid"),
    state: "WAITING",
    playable: false,
    progress: 0,
    playbackIds: [],
    renditions: [],
    createdAt: now,
    updatedAt: now,
    ...change,
  };
}

/** What becomes known of a video once it is probed and encoded. */
export const PROCESSED: Partial<MockVideo> = {
  duration: 12,
  width: 1280,
  height: 720,
  frameRate: 25,
  renditions: [
    rendition("v720-4k2m", 1280, 720, 2_900_000),
    rendition("v360-4k2m", 640, 360, 1_050_000),
    rendition("v180-4k2m", 320, 180, 420_000),
    { id: "a-4k2m", kind: "AUDIO", codecs: "mp4a.40.2", bandwidth: 131_000, averageBandwidth: 128_000, size: 192_400 },
  ],
};

function rendition(id: string, width: number, height: number, bandwidth: number): Record<string, unknown> {
  const averageBandwidth = Math.round(bandwidth * 0.78);
  const size = Math.round((averageBandwidth * 12) / 8);
  return { id, kind: "VIDEO", codecs: "avc1.64001f", width, height, frameRate: 25, bandwidth, averageBandwidth, size };
}

export function aJob(video: MockVideo, chunks = 9): Record<string, unknown> {
  const done = Math.floor((video.progress / 100) * chunks);
  const task = (kind: string, ordinal: number, state: string, progress: number, attempt = 1) => {
    return { id: `tsk_${kind}_${ordinal}`, kind, ordinal, state, attempt, progress };
  };
  const chunkState = (index: number) => (index < done ? "COMPLETED" : index < done + 2 ? "RUNNING" : "PENDING");
  const failed = video.state === "ERRORED";
  const probe = { ...task("PROBE", 0, failed ? "FAILED" : "COMPLETED", 100), ...(failed && { error: video.error }) };
  const rest = [
    task("AUDIO", 0, video.progress > 50 ? "COMPLETED" : "RUNNING", Math.min(100, video.progress * 2)),
    ...Array.from({ length: chunks }, (_, index) =>
      task("VIDEO_CHUNK", index, chunkState(index), 40, index === 2 ? 2 : 1),
    ),
    task("ARTWORK", 0, video.progress === 100 ? "COMPLETED" : "QUEUED", 0),
  ];
  return {
    id: `job_${video.id.slice(4)}`,
    videoId: video.id,
    state: failed ? "FAILED" : video.progress === 100 ? "COMPLETED" : "RUNNING",
    progress: video.progress,
    ...(failed && { error: video.error }),
    tasks: failed ? [probe] : [probe, ...rest],
    createdAt: video.createdAt,
    updatedAt: video.updatedAt,
  };
}
