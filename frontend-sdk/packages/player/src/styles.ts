/** The player's style sheet. A page changes its looks by the custom properties and by `::part(…)`. */
export const STYLES = `
:host {
  --_accent: var(--sluice-accent, #2fd3c3);
  --_ink: var(--sluice-foreground, #fff);
  --_surface: var(--sluice-surface, rgb(11 20 22 / 0.94));
  display: block;
  position: relative;
  aspect-ratio: 16 / 9;
  overflow: hidden;
  border-radius: var(--sluice-radius, 0);
  background: var(--sluice-background, #000);
  color: var(--_ink);
  font: 500 14px/1.3 var(--sluice-font, system-ui, sans-serif);
  -webkit-tap-highlight-color: transparent;
}
:host([hidden]), [hidden] { display: none !important; }
:host(:fullscreen) { border-radius: 0; aspect-ratio: auto; }

.stage { position: absolute; inset: 0; outline: none; container-type: inline-size; user-select: none; }
.stage.idle { cursor: none; }
video { display: block; width: 100%; height: 100%; object-fit: contain; }

button {
  appearance: none; border: 0; padding: 0; background: none; color: inherit; font: inherit; cursor: pointer;
}
svg { display: block; width: 24px; height: 24px; fill: currentColor; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.stage:focus-visible::after {
  content: ""; position: absolute; inset: 0; border: 2px solid var(--_accent); border-radius: inherit; pointer-events: none;
}

.big-play {
  position: absolute; inset: 0; margin: auto; width: 76px; height: 76px; display: none; place-items: center;
  border-radius: 50%; background: var(--_accent); color: #04201d;
  box-shadow: 0 6px 28px rgb(0 0 0 / 0.35); transition: transform 0.15s ease-out;
}
.big-play svg { width: 36px; height: 36px; }
.big-play:hover { transform: scale(1.06); }
.big-play:focus-visible { outline-color: var(--_ink); }
:host([controls]) .stage:not(.started, .playing, .failed) .big-play { display: grid; }

.spinner {
  position: absolute; inset: 0; margin: auto; width: 48px; height: 48px; border-radius: 50%; pointer-events: none;
  border: 3px solid rgb(255 255 255 / 0.22); border-top-color: var(--_ink); opacity: 0;
}
.waiting:not(.failed) .spinner { animation: spin 0.9s linear infinite, appear 0.2s 0.4s forwards; }
@keyframes spin { to { transform: rotate(1turn); } }
@keyframes appear { to { opacity: 1; } }

.message {
  position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 16px;
  padding: 24px; background: rgb(6 11 12 / 0.86); text-align: center;
}
.message-text { margin: 0; max-width: 34em; font-size: 17px; text-wrap: balance; }
.message-button { padding: 9px 18px; border-radius: 999px; background: var(--_ink); color: #0b1416; font-weight: 600; }
.failed .bar { display: none; }

.bar {
  position: absolute; inset: auto 0 0; padding: 48px 12px 6px; transition: opacity 0.2s;
  background: linear-gradient(to top, rgb(0 0 0 / 0.78), rgb(0 0 0 / 0.5) 45%, transparent); pointer-events: none;
}
.bar > * { pointer-events: auto; }
:host(:not([controls])) .bar { display: none; }
.idle .bar { opacity: 0; }
.idle .bar > * { pointer-events: none; }
.buttons { display: flex; align-items: center; gap: 2px; }
.gap { flex: 1; }
.button {
  display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-width: 40px; height: 40px; border-radius: 10px;
}
.button:hover { background: rgb(255 255 255 / 0.14); }
.time { padding: 0 8px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.time-of, .time-whole { color: rgb(255 255 255 / 0.78); }

input[type="range"] {
  appearance: none; margin: 0; height: 22px; background: none; cursor: pointer; --track: rgb(255 255 255 / 0.28);
}
input[type="range"]:disabled { cursor: default; }
.seek-row { position: relative; padding: 0 4px; }
.seek { display: block; width: 100%; }
.volume { width: 72px; margin-inline-end: 6px; }
input::-webkit-slider-runnable-track {
  height: 4px; border-radius: 2px;
  background:
    linear-gradient(var(--_accent) 0 0) 0 / calc(var(--played, 0) * 100%) 100% no-repeat,
    linear-gradient(rgb(255 255 255 / 0.32) 0 0) 0 / calc(var(--loaded, 0) * 100%) 100% no-repeat,
    var(--track);
}
input::-moz-range-track {
  height: 4px; border-radius: 2px;
  background:
    linear-gradient(var(--_accent) 0 0) 0 / calc(var(--played, 0) * 100%) 100% no-repeat,
    linear-gradient(rgb(255 255 255 / 0.32) 0 0) 0 / calc(var(--loaded, 0) * 100%) 100% no-repeat,
    var(--track);
}
input::-webkit-slider-thumb {
  appearance: none; width: 14px; height: 14px; margin-top: -5px; border-radius: 50%; background: var(--_ink); border: 0;
}
input::-moz-range-thumb { width: 14px; height: 14px; border-radius: 50%; background: var(--_ink); border: 0; }
input:disabled::-webkit-slider-thumb { visibility: hidden; }
input:disabled::-moz-range-thumb { visibility: hidden; }

.preview {
  --width: 176px;
  position: absolute; bottom: 26px; width: var(--width); text-align: center; pointer-events: none;
  left: clamp(0px, calc(var(--at, 0) * 100% - var(--width) / 2), calc(100% - var(--width)));
}
.preview-picture {
  display: block; width: 100%; margin-bottom: 6px; border-radius: 6px; background: #000;
  box-shadow: 0 0 0 2px rgb(255 255 255 / 0.85), 0 6px 20px rgb(0 0 0 / 0.5);
}
.preview-time {
  display: inline-block; padding: 2px 8px; border-radius: 6px; background: var(--_surface); font-variant-numeric: tabular-nums;
}

.quality { position: relative; }
.quality-button { padding: 0 10px; }
.menu {
  position: absolute; right: 0; bottom: 46px; min-width: 152px; max-height: 60cqh; overflow: auto; padding: 6px; border-radius: 12px;
  background: var(--_surface); box-shadow: 0 10px 32px rgb(0 0 0 / 0.45);
}
.menu-item {
  display: flex; align-items: center; gap: 8px; width: 100%; padding: 7px 14px 7px 8px; border-radius: 8px; text-align: start; white-space: nowrap;
}
.menu-item svg { width: 18px; height: 18px; visibility: hidden; color: var(--_accent); }
.menu-item[aria-checked="true"] svg { visibility: visible; }
.menu-item:hover, .menu-item:focus-visible { background: rgb(255 255 255 / 0.14); }

@container (width < 560px) {
  .volume { display: none; }
  .bar { padding: 40px 6px 2px; }
  .big-play { width: 64px; height: 64px; }
  .quality-button { padding: 0 6px; }
}
@container (width < 340px) {
  .pip-button, .quality-label, .time-of, .time-whole { display: none; }
}
@media (prefers-reduced-motion: reduce) {
  .bar, .big-play { transition: none; }
  .big-play:hover { transform: none; }
  .waiting:not(.failed) .spinner { animation-duration: 2.4s, 0s; }
}
@media (forced-colors: active) {
  .button, .menu-item { border: 1px solid ButtonText; }
}
`;
