/** A JSON Schema, as far as the contract uses it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
}

type Resolve = (schema: Schema) => Schema;

/** What in a value is not as the schema says, each with where it stands. */
export function faults(value: unknown, given: Schema, resolve: Resolve, place = ""): string[] {
  const schema = resolve(given);
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return [`${place || "/"} is ${JSON.stringify(value)}, not ${types.join(" or ")}`];
  }
  const found = [...ownFaults(value, schema)].map((fault) => `${place || "/"} ${fault}`);
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined
      ? found
      : [...found, ...value.flatMap((item, index) => faults(item, items, resolve, `${place}/${index}`))];
  }
  return isObject(value) ? [...found, ...memberFaults(value, schema, resolve, place)] : found;
}

function memberFaults(value: object, schema: Schema, resolve: Resolve, place: string): string[] {
  const missing = (schema.required ?? [])
    .filter((name) => !(name in value))
    .map((name) => `${place}/${name} is missing`);
  const members = Object.entries(value).flatMap(([name, member]) => {
    const known = schema.properties?.[name];
    if (known !== undefined) {
      return faults(member, known, resolve, `${place}/${name}`);
    }
    if (typeof schema.additionalProperties === "object") {
      return faults(member, schema.additionalProperties, resolve, `${place}/${name}`);
    }
    return schema.additionalProperties === true || schema.properties === undefined
      ? []
      : [`${place}/${name} is not in the contract`];
  });
  return [...missing, ...members];
}

function* ownFaults(value: unknown, schema: Schema): Generator<string> {
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    yield `is ${JSON.stringify(value)}, not one of ${schema.enum.join(", ")}`;
  }
  if (schema.const !== undefined && schema.const !== value) {
    yield `is not ${JSON.stringify(schema.const)}`;
  }
  if (typeof value === "string") {
    yield* stringFaults(value, schema);
  }
  if (typeof value === "number" && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value))) {
    yield `is ${value}, out of range`;
  }
  if (Array.isArray(value) && (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity))) {
    yield `has ${value.length} items`;
  }
}

function* stringFaults(value: string, { pattern, minLength, maxLength, format }: Schema): Generator<string> {
  if (pattern !== undefined && !new RegExp(pattern).test(value)) {
    yield `is “${value}”, which does not match ${pattern}`;
  }
  if (value.length < (minLength ?? 0) || value.length > (maxLength ?? Infinity)) {
    yield `has ${value.length} characters`;
  }
  if (format === "date-time" && Number.isNaN(Date.parse(value))) {
    yield `is “${value}”, not an instant`;
  }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
