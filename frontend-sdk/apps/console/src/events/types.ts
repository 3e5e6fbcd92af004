/** Kinds of objects that have events, with a word for people. */
export const KINDS: [kind: string, label: string][] = [
  ["video", "Videos"],
  ["upload", "Uploads"],
  ["playback_id", "Playback ids"],
  ["signing_key", "Signing keys"],
  ["job", "Jobs"],
  ["api_key", "API keys"],
  ["member", "Members"],
  ["grant", "Grants"],
  ["webhook", "Webhooks"],
  ["tenant", "The tenant"],
];

/** All types of events known to this console. */
export const TYPES: string[] = [
  ...of("video", "created updated processing playable ready errored deleted"),
  ...of("upload", "created completed cancelled expired errored"),
  ...of("playback_id", "created deleted"),
  ...of("signing_key", "created deleted"),
  ...of("job", "created completed failed"),
  ...of("api_key", "created updated rotated revoked"),
  ...of("member", "invited joined updated removed"),
  ...of("grant", "created ended expired"),
  ...of("webhook", "created updated rotated disabled deleted"),
  ...of("tenant", "created updated suspended resumed deleted"),
];

function of(kind: string, happenings: string): string[] {
  return happenings.split(" ").map((happening) => `${kind}.${happening}`);
}
