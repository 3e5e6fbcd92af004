/** One version of the picture to choose. */
export interface Quality {
  /** What people see and what `SluicePlayer.quality` takes, e.g. `720p`. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** Peak bit rate in bit/s. */
  readonly bandwidth: number;
}

/** What the playlist says of a version. */
export interface Rung {
  readonly width: number;
  readonly height: number;
  readonly bandwidth: number;
  readonly frameRate: number;
}

/** The chosen quality when the player is to choose by itself. */
export const AUTO = "auto";

/** Names the rungs as people do: by the picture's smaller side, with the frame rate if it is high. */
export function qualitiesOf(rungs: readonly Rung[]): Quality[] {
  const labels = rungs.map(nameOf);
  return rungs.map((rung, index) => {
    const label = labels[index] ?? "";
    const unique = labels.indexOf(label) === labels.lastIndexOf(label);
    const { width, height, bandwidth } = rung;
    return { label: unique ? label : `${label} ${megabits(bandwidth)}`, width, height, bandwidth };
  });
}

function nameOf(rung: Rung): string {
  const side = Math.min(rung.width, rung.height);
  if (side === 0) {
    return megabits(rung.bandwidth);
  }
  return `${side}p${rung.frameRate > 31 ? Math.round(rung.frameRate) : ""}`;
}

function megabits(bandwidth: number): string {
  return `${(bandwidth / 1_000_000).toFixed(1)} Mbit/s`;
}
