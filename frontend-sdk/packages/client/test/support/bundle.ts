import { join } from "node:path";
import { build, type Rolldown } from "vite";

/** What a bundler makes of a program that uses a part of the client. */
export async function bundled(program: string): Promise<string> {
  const name = "virtual:program";
  const output = await build({
    configFile: false,
    logLevel: "silent",
    root: join(import.meta.dirname, ".."),
    plugins: [
      { name: "program", resolveId: (id) => (id === name ? id : null), load: (id) => (id === name ? program : null) },
    ],
    build: { write: false, minify: true, rollupOptions: { input: name, preserveEntrySignatures: "strict" } },
  });
  const [{ output: chunks }] = [output].flat() as [Rolldown.RolldownOutput];
  if (chunks.length > 1) {
    throw new Error(`One file was expected, not ${chunks.length}.`);
  }
  return chunks[0].code;
}
