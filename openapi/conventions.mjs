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
    if (
      method === "post" &&
      operation.security?.length !== 0 &&
      !parameters(operation, resolve).has("Idempotency-Key")
    ) {
      report({ message: "A POST takes the parameter IdempotencyKey." });
    }
  });
}

/** Every answer can be had with fewer fields. */
function getsAreSelectable() {
  return inTheApi((operation, { key: method, report, resolve }) => {
    const json = answer(operation, "200", resolve)?.content?.["application/json"];
    if (method === "get" && json !== undefined && !parameters(operation, resolve).has("fields")) {
      report({ message: "A GET takes the parameter Fields." });
    }
  });
}

/** Who has a resource already does not get it again. */
function resourcesAreCacheable() {
  return inTheApi((operation, { key: method, report, resolve }, path) => {
    const good = answer(operation, "200", resolve);
    if (method !== "get" || !path.endsWith("}") || good?.content?.["application/json"] === undefined) {
      return;
    }
    if (good.headers?.ETag === undefined || operation.responses["304"] === undefined) {
      report({ message: "The GET of a resource answers with an ETag, or with 304." });
    }
    if (!parameters(operation, resolve).has("If-None-Match")) {
      report({ message: "The GET of a resource takes the parameter IfNoneMatch." });
    }
  });
}

/** What people change is not overwritten unseen. */
function changesAreConditional() {
  const check = (operation, { report, resolve }) => {
    if (!parameters(operation, resolve).has("If-Match") || operation.responses["412"] === undefined) {
      report({ message: "What can be patched takes If-Match on PATCH and DELETE, and answers 412." });
    }
  };
  return inTheApi((operation, context, _, item) => {
    if (context.key === "patch" || (context.key === "delete" && item.patch !== undefined)) {
      check(operation, context);
    }
  });
}

/** Whoever uses what is on its way out is told since when. */
function deprecationsAreDated() {
  return inTheApi((operation, { report }) => {
    const dates = [operation["x-deprecated-at"], operation["x-sunset"]].filter((date) => date !== undefined);
    if (operation.deprecated === true && operation["x-deprecated-at"] === undefined) {
      report({ message: "What is deprecated says since when: x-deprecated-at." });
    }
    if (dates.some((date) => !/^\d{4}-\d{2}-\d{2}$/.test(date))) {
      report({ message: "x-deprecated-at and x-sunset are days in quotes, e.g. '2027-01-31'." });
    }
  });
}

function answer(operation, status, resolve) {
  const response = operation.responses[status];
  return response?.$ref === undefined ? response : resolve(response).node;
}

/** Looks at the operations under /v1; the others are protocols of their own. */
function inTheApi(check) {
  let path;
  let item;
  return {
    PathItem: {
      enter(node, { key }) {
        path = key;
        item = node;
      },
    },
    Operation(operation, context) {
      if (path.startsWith("/v1/")) {
        check(operation, context, path, item);
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
        "changes-are-conditional": changesAreConditional,
        "closed-requests": closedRequests,
        "deprecations-are-dated": deprecationsAreDated,
        "gets-are-selectable": getsAreSelectable,
        "lists-are-pages": listsArePages,
        "open-enums": openEnums,
        "posts-are-repeatable": postsAreRepeatable,
        problems,
        "resources-are-cacheable": resourcesAreCacheable,
        "state-not-status": stateNotStatus,
      },
    },
  };
}
