/*
 * Builds and checks everything in this folder. Maven calls it; by hand it is the same:
 *
 *   node build.mjs build [--into <folder>]   packages, console and API reference; copies the pages into the folder
 *   node build.mjs check                     lint, types, the contract's rules, tests (a build comes first)
 *
 * Nothing is done twice: each step leaves a stamp of what it was made from.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";

const ROOT = import.meta.dirname;
const CONTRACT = join(ROOT, "..", "openapi");
const CLIENT = join(ROOT, "packages", "client", "src", "generated", "index.ts");
const PAGES = join(ROOT, "apps", "console", "dist");
const EMBEDDABLE = join(ROOT, "packages", "player", "dist", "standalone", "player.js");
const STAMPS = join(ROOT, "node_modules", ".cache", "sluice");
const NOT_SOURCES = new Set(["node_modules", "dist"]);
const NODE = [20, 19];

function main() {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { into: { type: "string" } } });
  requireNode();
  if (positionals[0] === "build") {
    build();
    if (values.into !== undefined) {
      copyPages(resolve(values.into));
    }
  } else if (positionals[0] === "check") {
    build();
    check();
  } else {
    fail("Say what to do: node build.mjs build [--into <folder>], or node build.mjs check.");
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) {
    fail(`Node.js ${NODE.join(".")} or newer is needed, this is ${process.versions.node}.`);
  }
}

function build() {
  if (!existsSync(CLIENT)) {
    fail("The generated client is missing: run ./mvnw generate-sources first.");
  }
  install();
  once(
    "build",
    hashOf([ROOT], (path) => !path.split("/").includes("test")),
    [PAGES, EMBEDDABLE],
    () => {
      run("tsc", ["-b", "packages/client", "packages/player", "apps/console"]);
      run("vite", ["build", "--logLevel", "warn"], "packages/player");
      run("vite", ["build", "--logLevel", "warn"], "apps/console");
      cpSync(EMBEDDABLE, join(PAGES, "player.js"));
    },
  );
}

/** `npm ci` throws everything away first, so it is worth asking whether the lock has changed at all. */
function install() {
  const files = ["package.json", "package-lock.json", ".npmrc"].map((name) => join(ROOT, name));
  once("install", hashOf(files), [join(ROOT, "node_modules", ".bin")], () => {
    execute("npm", ["ci", "--no-progress", "--loglevel=error"], ROOT);
  });
}

function check() {
  // In CI nothing is taken on trust.
  const outputs = process.env.CI ? [join(STAMPS, "never")] : [];
  once("check", hashOf([ROOT, CONTRACT]), outputs, () => {
    run("biome", ["check", "--error-on-warnings", "--config-path=.", ".", "../openapi/conventions.mjs"]);
    run("tsc", ["-b"]);
    run("redocly", ["lint", "../openapi/openapi.yaml", "--config", "../openapi/redocly.yaml"]);
    run("vitest", ["run"]);
  });
}

function copyPages(folder) {
  for (const name of ["assets", "docs"]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  cpSync(PAGES, folder, { recursive: true, preserveTimestamps: true });
}

/** Does the work unless its last run had the same inputs and what it made is still there. */
function once(name, inputs, outputs, work) {
  const stamp = join(STAMPS, name);
  const last = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  if (last === inputs && outputs.every(existsSync)) {
    return;
  }
  rmSync(stamp, { force: true });
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, inputs);
}

/** Of the names and contents of files, and the Node that works on them. */
function hashOf(places, isInput = () => true) {
  const hash = createHash("sha256").update(process.version);
  for (const place of places) {
    for (const path of filesIn(place).filter((file) => isInput(relative(ROOT, file).replaceAll("\\", "/")))) {
      hash.update(relative(ROOT, path)).update(readFileSync(path));
    }
  }
  return hash.digest("hex");
}

function filesIn(place) {
  if (!statSync(place).isDirectory()) {
    return [place];
  }
  const entries = readdirSync(place, { withFileTypes: true }).filter(({ name }) => !NOT_SOURCES.has(name));
  return entries
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(place, entry.name)) : [join(place, entry.name)]))
    .sort();
}

function run(tool, args, folder = ".") {
  execute(join(ROOT, "node_modules", ".bin", tool), args, join(ROOT, folder));
}

function execute(command, args, cwd) {
  // On Windows the tools are .cmd files, which only a shell runs.
  const { status, error } = spawnSync(command, args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  if (error !== undefined || status !== 0) {
    fail(`${relative(ROOT, command)} ${args.join(" ")} failed${error === undefined ? "" : `: ${error.message}`}.`);
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

main();
