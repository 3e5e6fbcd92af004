import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { faults, type Schema } from "./schema.js";

const ROOT = join(import.meta.dirname, "..");

interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Schema }> }>;
}

interface Exchange {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  status: number;
  answer: unknown;
}

let loaded: Contract | undefined;

/** The contract, to hold requests and answers against it. */
export class Contract {
  readonly #document: { paths: Record<string, Record<string, unknown>> };
  readonly #paths: [pattern: RegExp, path: string][];

  private constructor(document: { paths: Record<string, Record<string, unknown>> }) {
    this.#document = document;
    this.#paths = Object.keys(document.paths)
      .sort((a, b) => a.split("{").length - b.split("{").length)
      .map((path) => [new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`), path]);
  }

  static load(): Contract {
    loaded ??= new Contract(bundled());
    return loaded;
  }

  /** What is not as the contract says in a request and its answer. */
  complaints(exchange: Exchange): string[] {
    const path = this.#paths.find(([pattern]) => pattern.test(exchange.path))?.[1];
    const item = path === undefined ? undefined : this.#document.paths[path];
    const operation = item?.[exchange.method.toLowerCase()] as Operation | undefined;
    if (operation === undefined) {
      return [`${exchange.method} ${exchange.path} is not in the contract`];
    }
    const parameters = [...((item?.parameters as Parameter[] | undefined) ?? []), ...(operation.parameters ?? [])];
    const found = [
      ...this.#queryFaults(
        exchange,
        parameters.map((parameter) => this.#follow(parameter)),
      ),
      // What is refused may be wrong on purpose.
      ...(exchange.status < 400 ? this.#bodyFaults(exchange, operation) : []),
      ...this.#answerFaults(exchange, operation),
    ];
    return found.map((fault) => `${operation.operationId} ${exchange.status}: ${fault}`);
  }

  #queryFaults({ query }: Exchange, parameters: Parameter[]): string[] {
    return [...query].flatMap(([name, text]) => {
      const parameter = parameters.find((candidate) => candidate.in === "query" && candidate.name === name);
      if (parameter === undefined) {
        return [`unknown query parameter ${name}`];
      }
      const isNumber = ["integer", "number"].includes(String(this.#follow(parameter.schema).type));
      return this.#faults(isNumber ? Number(text) : text, parameter.schema, "query ");
    });
  }

  #bodyFaults({ body }: Exchange, { requestBody }: Operation): string[] {
    const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
    if (schema === undefined) {
      return body === undefined ? [] : ["a body where there is none"];
    }
    return this.#faults(body, schema, "request ");
  }

  #answerFaults({ status, answer }: Exchange, { responses }: Operation): string[] {
    const response = responses[status] ?? (status >= 400 ? responses.default : undefined);
    if (response === undefined) {
      return [`an answer of ${status} is not in the contract`];
    }
    const schema = Object.values(this.#follow(response).content ?? {})[0]?.schema;
    return schema === undefined || answer === undefined ? [] : this.#faults(answer, schema, "answer ");
  }

  #faults(value: unknown, schema: Schema, prefix: string): string[] {
    return faults(value, schema, (other) => this.#follow(other)).map((fault) => prefix + fault);
  }

  #follow<T extends { $ref?: string }>(node: T): T {
    if (node.$ref === undefined) {
      return node;
    }
    const names = node.$ref.split("/").slice(1);
    const target = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], this.#document);
    return this.#follow(target as T);
  }
}

function bundled(): { paths: Record<string, Record<string, unknown>> } {
  const folder = mkdtempSync(join(tmpdir(), "sluice-contract-"));
  try {
    const file = join(folder, "openapi.json");
    const args = ["bundle", join(ROOT, "..", "openapi", "openapi.yaml"), "--ext", "json", "-o", file];
    const { status, stderr } = spawnSync(join(ROOT, "node_modules", ".bin", "redocly"), args, {
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (status !== 0) {
      throw new Error(`The contract cannot be bundled: ${stderr}`);
    }
    return JSON.parse(readFileSync(file, "utf8")) as { paths: Record<string, Record<string, unknown>> };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
