/** What the keyboard can do with a player. */
export interface KeyTarget {
  togglePlay(): void;
  seekBy(seconds: number): void;
  seekToFraction(fraction: number): void;
  changeVolume(by: number): void;
  toggleMuted(): void;
  toggleFullscreen(): void;
}

const ACTIONS: Record<string, (target: KeyTarget) => void> = {
  " ": (target) => target.togglePlay(),
  k: (target) => target.togglePlay(),
  ArrowLeft: (target) => target.seekBy(-5),
  ArrowRight: (target) => target.seekBy(5),
  j: (target) => target.seekBy(-10),
  l: (target) => target.seekBy(10),
  Home: (target) => target.seekToFraction(0),
  End: (target) => target.seekToFraction(1),
  ArrowUp: (target) => target.changeVolume(0.1),
  ArrowDown: (target) => target.changeVolume(-0.1),
  m: (target) => target.toggleMuted(),
  f: (target) => target.toggleFullscreen(),
};

/** Does what a key stands for, unless the focused control has its own use for it. */
export function onKey(event: KeyboardEvent, target: KeyTarget): void {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const focused = event.composedPath()[0];
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === " " && focused instanceof HTMLButtonElement) {
    return;
  }
  if (focused instanceof HTMLInputElement && focused.classList.contains("volume") && /^(Arrow|Home|End)/.test(key)) {
    return;
  }
  const action = ACTIONS[key];
  if (action !== undefined) {
    event.preventDefault();
    action(target);
  }
}
