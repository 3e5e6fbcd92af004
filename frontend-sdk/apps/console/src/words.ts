import { type Job, type PlaybackPolicy, SluiceError, type TaskKind, type TaskState, type Video } from "@sluice/client";
import { type Child, h } from "./ui/dom.js";

/** How a video's state looks: its tone and its words. */
export interface StateWords {
  tone: "good" | "busy" | "waiting" | "bad";
  short: string;
  sentence: string;
}

/** A video's state in words; states that this console does not know yet are shown by their name. */
export function stateOf(video: Video): StateWords {
  const percent = `${Math.floor(video.progress)} %`;
  switch (video.state) {
    case "WAITING":
      return { tone: "waiting", short: "Waiting for the file", sentence: "The file has not arrived in full yet." };
    case "PROCESSING":
      return video.playable
        ? {
            tone: "busy",
            short: `Playable · ${percent}`,
            sentence: `It can be watched already; the rest is being prepared, ${percent} done.`,
          }
        : {
            tone: "busy",
            short: `Processing ${percent}`,
            sentence: `It is being prepared for playback, ${percent} done.`,
          };
    case "READY":
      return { tone: "good", short: "Ready", sentence: "Ready to be watched." };
    case "ERRORED":
      return { tone: "bad", short: "Failed", sentence: video.error?.message ?? "It could not be processed." };
    default:
      return { tone: "waiting", short: capitalised(video.state), sentence: capitalised(video.state) };
  }
}

/** What to call a video that may have no title. */
export function titleOf(video: Video): string {
  return video.title || video.source?.filename || "Untitled video";
}

/** Whether it is worth asking again soon. */
export function isUnsettled(video: Video): boolean {
  return video.state === "WAITING" || video.state === "PROCESSING";
}

export function jobInWords(job: Job): string {
  switch (job.state) {
    case "PENDING":
      return "Waiting for a transcoder.";
    case "RUNNING":
      return `${Math.floor(job.progress)} % done.`;
    case "COMPLETED":
      return "Completed.";
    case "FAILED":
      return job.error === undefined ? "Failed." : `Failed (${job.error.code}).`;
    default:
      return capitalised(job.state);
  }
}

export function taskKindInWords(kind: TaskKind): string {
  const words: Record<string, string> = { PROBE: "Inspect", AUDIO: "Sound", VIDEO_CHUNK: "Picture", ARTWORK: "Images" };
  return words[kind] ?? capitalised(kind);
}

export function taskStateInWords(state: TaskState): string {
  const words: Record<string, string> = {
    PENDING: "waiting",
    QUEUED: "queued",
    RUNNING: "running",
    COMPLETED: "done",
    FAILED: "failed",
  };
  return words[state] ?? capitalised(state).toLowerCase();
}

export function policyInWords(policy: PlaybackPolicy): string {
  const words: Record<string, string> = { PUBLIC: "Public", SIGNED: "Signed" };
  return words[policy] ?? capitalised(policy);
}

/** A failure as one sentence, with what the server's log calls it where the server is to blame. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof SluiceError)) {
    return error instanceof Error ? error.message : "Something went wrong.";
  }
  const details = error.errors.map(({ message }) => message).filter((message) => !error.message.includes(message));
  const reference = error.culprit === "server" && error.requestId ? ` (request ${error.requestId})` : "";
  return [error.message + reference, ...details].join(" ");
}

/** A failure for the page: the sentence, and the request's id for whoever is asked about it. */
export function explained(error: unknown): Child[] {
  const sentence = sentenceOf(error);
  const requestId = error instanceof SluiceError ? error.requestId : undefined;
  const isNew = requestId !== undefined && !sentence.includes(requestId);
  return [sentence, isNew && h("span", { class: "request-id" }, ` Request ${requestId}`)];
}

export function capitalised(name: string): string {
  const words = name.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
