/** Lint rules for the conventions of this API that no ready-made rule knows. */

const OPEN = "Readers must accept new values";

/** Failures are problem details; only an answer to HEAD has no body, and OPTIONS has nothing to refuse. */
function problems() {
  return {
    Operation(operation, { key: method, report, location, resolve }) {
      const failures = Object.entries(operation.responses).filter(([status]) => /^(4|5|default)/.test(status));
      if (failures.length === 0 && method !== "options") {
        report({ message: "An operation has to say how it fails." });
      }
      for (const [status, reference] of method === "head" ? [] : failures) {
        const { content } = reference.$ref === undefined ? reference : resolve(reference).node;
        if (content?.["application/problem+json"] === undefined) {
          const place = location.child(["responses", status]);
          report({ message: "A failure has to be application/problem+json.", location: place });
        }
      }
    },
  };
}

/** Lists are cursor pages. */
function listsArePages() {
  return {
    Operation(operation, { report, resolve }) {
      if (!operation.operationId.startsWith("list")) {
        return;
      }
      const follow = (node) => (node?.$ref === undefined ? node : resolve(node).node);
      const names = (operation.parameters ?? []).map((parameter) => follow(parameter).name);
      const page = follow(operation.responses["200"]?.content?.["application/json"]?.schema);
      if (!names.includes("limit") || !names.includes("cursor")) {
        report({ message: "A list takes limit and cursor." });
      }
      if (page?.properties?.items === undefined || page.properties.nextCursor === undefined) {
        report({ message: "A list answers with items and nextCursor." });
      }
    },
  };
}

/** Whoever does not know whether a POST arrived can repeat it. What needs no credential belongs to nobody, so nothing is kept of it. */
function postsAreRepeatable() {
  return inTheApi((operation, { key: method, report, resolve }) => {
    if (method === "post" && operation.security?.length !== 0 && !parameters(operation, resolve).has("Idempotency-Key")) {
      report({ message: "A POST takes the parameter IdempotencyKey." });
    }
  });
}

/** Looks at the operations under /v1; the others are protocols of their own. */
function inTheApi(check) {
  let path;
  return {
    PathItem: {
      enter(_, { key }) {
        path = key;
      },
    },
    Operation(operation, context) {
      if (path.startsWith("/v1/")) {
        check(operation, context);
      }
    },
  };
}

function parameters(operation, resolve) {
  const follow = (node) => (node.$ref === undefined ? node : resolve(node).node);
  return new Set((operation.parameters ?? []).map((parameter) => follow(parameter).name));
}

/** Unknown fields in requests are refused, so the schema has to say so. */
function closedRequests() {
  return onRequests((schema) => {
    const open = schema.type === "object" && schema.additionalProperties !== false;
    return open ? "Objects in requests need additionalProperties: false." : undefined;
  });
}

/** Every text that comes in has a bound. */
function boundedRequests() {
  return onRequests((schema) => {
    const bound = schema.maxLength ?? schema.pattern ?? schema.enum ?? schema.const ?? schema.format;
    const unbounded = [schema.type].flat().includes("string") && bound === undefined;
    return unbounded ? "Strings in requests need maxLength, pattern, enum or format." : undefined;
  });
}

/** Enums of answers grow; their description says that readers have to live with it. */
function openEnums() {
  const check = (schema) => {
    const closed = schema.enum !== undefined && !schema.description?.includes(OPEN);
    return closed ? `The description of an enum has to say "${OPEN}".` : undefined;
  };
  return { Response: { MediaType: (media, context) => walk(media.schema, context, check) } };
}

function onRequests(check) {
  const visit = (holder, context) => walk(holder.schema, context, check);
  return { RequestBody: { MediaType: visit }, Parameter: visit };
}

/** Asks of a schema and of all it refers to what is wrong with it. */
function walk(start, context, check) {
  const seen = new Set();
  const open = [{ node: start, place: context.location.child(["schema"]), from: undefined }];
  while (open.length > 0) {
    const { node: reference, place: at, from } = open.pop();
    const resolved =
      reference?.$ref === undefined ? { node: reference, location: at } : context.resolve(reference, from);
    const { node: schema, location: place } = resolved;
    if (schema === undefined || seen.has(schema)) {
      continue;
    }
    seen.add(schema);
    const message = check(schema);
    if (message !== undefined) {
      context.report({ message, location: place });
    }
    const file = place.source.absoluteRef;
    for (const [name, child] of Object.entries(schema.properties ?? {})) {
      open.push({ node: child, place: place.child(["properties", name]), from: file });
    }
    if (schema.items !== undefined) {
      open.push({ node: schema.items, place: place.child(["items"]), from: file });
    }
  }
}

function camelCase() {
  return {
    SchemaProperties(properties, { report, location }) {
      for (const name of Object.keys(properties).filter((key) => !/^[a-z][a-zA-Z0-9]*$/.test(key))) {
        report({ message: `${name} is not camelCase.`, location: location.child(name).key() });
      }
    },
  };
}

/** A life cycle's field is `state`; `status` is HTTP's, which only problem details repeat. */
function stateNotStatus() {
  return {
    Schema(schema, { report, location }) {
      if (schema.properties?.status !== undefined && schema.properties.culprit === undefined) {
        report({ message: "Call it state.", location: location.child(["properties", "status"]).key() });
      }
    },
  };
}

export default function conventions() {
  return {
    id: "sluice",
    rules: {
      oas3: {
        "bounded-requests": boundedRequests,
        "camel-case": camelCase,
        "closed-requests": closedRequests,
        "lists-are-pages": listsArePages,
        "open-enums": openEnums,
        "posts-are-repeatable": postsAreRepeatable,
        problems,
        "state-not-status": stateNotStatus,
      },
    },
  };
}
