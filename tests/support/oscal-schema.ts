// The rules of OSCAL assessment results 1.2.0: every object of NIST's JSON schema (oscal-ar-schema.json of the release) with its
// fields, what is required, and the patterns of its data types, in our own notation. What is not listed is refused, as there.
// Where NIST lists words and allows any other (methods, types of observations, states of risks), only the listed are allowed.

const text = { type: "string" };
const line = { type: "string", pattern: "^[^\\n]+$" };
const word = { type: "string", pattern: "^\\S(.*\\S)?$" };
const token = { type: "string", pattern: "^(\\p{L}|_)(\\p{L}|\\p{N}|[.\\-_])*$" };
const uri = { type: "string", format: "uri", pattern: "^[a-zA-Z][a-zA-Z0-9+\\-.]+:.+$" };
const reference = { type: "string", format: "uri-reference" };
const email = { type: "string", format: "email", pattern: "^\\S(.*\\S)?$" };
const base64 = { type: "string", pattern: "^[0-9A-Za-z+/]+={0,2}$" };
const whole = (least: number) => ({ type: "integer", minimum: least });
const uuid = {
  type: "string",
  pattern: "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$",
};
// Days from 1900 on, and the offsets from UTC that some country uses.
const instant = {
  type: "string",
  format: "date-time",
  pattern:
    "^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T(2[0-3]|[01][0-9]):([0-5][0-9]):([0-5][0-9])(\\.[0-9]+)?" +
    "(Z|(-((0[0-9]|1[0-2]):00|0[39]:30)|\\+((0[0-9]|1[0-4]):00|(0[34569]|10):30|(0[58]|12):45)))$",
};

const object = (required: string, properties: object) => ({
  type: "object",
  required: required.split(" ").filter((name) => name !== ""),
  properties,
  additionalProperties: false,
});
const list = (items: object) => ({ type: "array", minItems: 1, items });
const oneOf = (...words: string[]) => ({ enum: words });
const ref = (name: string) => ({ $ref: `#/definitions/${name}` });
const refs = (name: string) => list(ref(name));

const remarks = text;
const noted = { props: refs("property"), links: refs("link") };
const told = { ...noted, remarks };
const described = { title: line, description: text, ...told };
const logged = { uuid, ...described, start: instant, end: instant, "logged-by": refs("logged-by") };
const responsible = { "responsible-parties": refs("responsible-party") };
const roles = { "responsible-roles": refs("responsible-role") };
const subjectTypes = ["component", "inventory-item", "location", "party", "user"];

// All of a kind but some, or some of a kind: the two forms of each selection.
const selection = (kind: string, by: string, others: object = {}) => {
  const common = { ...others, description: text, ...told, [`exclude-${kind}`]: refs(by) };
  return {
    anyOf: [
      object("include-all", { ...common, "include-all": object("", {}) }),
      object(`include-${kind}`, { ...common, [`include-${kind}`]: refs(by) }),
    ],
  };
};

const metadata = {
  property: object("name value", {
    ...{ name: token, uuid, ns: uri, value: word, class: token, group: token, remarks },
  }),
  link: object("href", {
    ...{ href: reference, rel: token, "media-type": word, "resource-fragment": word, text: line },
  }),
  "responsible-party": object("role-id party-uuids", {
    "role-id": token,
    "party-uuids": list(uuid),
    ...told,
  }),
  "responsible-role": object("role-id", { "role-id": token, "party-uuids": list(uuid), ...told }),
  action: object("uuid type system", {
    ...{ uuid, date: instant, type: token, system: uri, ...responsible, ...told },
  }),
  hash: object("value algorithm", { algorithm: word, value: word }),
  telephone: object("number", { type: word, number: word }),
  address: object("", {
    type: token,
    "addr-lines": list(word),
    ...{ city: word, state: word, "postal-code": word, country: word },
  }),
  "document-id": object("identifier", { scheme: uri, identifier: word }),
  revision: object("version", {
    ...{ title: line, published: instant, "last-modified": instant, version: word, "oscal-version": word },
    ...told,
  }),
  role: object("id title", { id: token, "short-name": word, ...described }),
  location: object("uuid", {
    ...{ uuid, title: line, address: ref("address"), "email-addresses": list(email) },
    ...{ "telephone-numbers": refs("telephone"), urls: list(uri), ...told },
  }),
  party: object("uuid type", {
    ...{ uuid, type: oneOf("person", "organization"), name: word, "short-name": word },
    "external-ids": list(object("id scheme", { scheme: uri, id: word })),
    ...{ "email-addresses": list(email), "telephone-numbers": refs("telephone"), addresses: refs("address") },
    ...{ "location-uuids": list(uuid), "member-of-organizations": list(uuid), ...told },
  }),
  resource: object("uuid", {
    ...{ uuid, title: line, description: text, props: refs("property"), "document-ids": refs("document-id") },
    citation: object("text", { text: line, ...noted }),
    rlinks: list(object("href", { href: reference, "media-type": word, hashes: refs("hash") })),
    base64: object("value", { filename: token, "media-type": word, value: base64 }),
    remarks,
  }),
};

const scope = {
  part: object("name", {
    ...{ id: token, name: token, ns: uri, class: token, title: line, prose: text, parts: refs("part") },
    ...noted,
  }),
  "assessment-part": object("name", {
    ...{ uuid, name: oneOf("asset", "method", "objective"), ns: uri, class: token, title: line, prose: text },
    ...{ parts: refs("assessment-part"), ...noted },
  }),
  "local-objective": object("control-id parts", {
    ...{ "control-id": token, description: text, parts: refs("part"), ...told },
  }),
  "select-control": object("control-id", { "control-id": token, "statement-ids": list(token) }),
  "select-objective": object("objective-id", { "objective-id": token, remarks }),
  "select-subject": object("subject-uuid type", {
    ...{ "subject-uuid": uuid, type: oneOf(...subjectTypes, "resource"), ...told },
  }),
  "reviewed-controls": object("control-selections", {
    description: text,
    "control-selections": list(selection("controls", "select-control")),
    "control-objective-selections": list(selection("objectives", "select-objective")),
    ...told,
  }),
  "assessment-subject": selection("subjects", "select-subject", { type: oneOf(...subjectTypes) }),
  "subject-reference": object("subject-uuid type", {
    ...{ "subject-uuid": uuid, type: oneOf(...subjectTypes, "resource"), title: line, ...told },
  }),
  activity: object("uuid description", {
    ...{ uuid, ...described, "related-controls": ref("reviewed-controls"), ...roles },
    steps: list(
      object("uuid description", {
        uuid,
        ...described,
        "reviewed-controls": ref("reviewed-controls"),
        ...roles,
      }),
    ),
  }),
  task: object("uuid type title", {
    ...{ uuid, type: oneOf("milestone", "action"), ...described, tasks: refs("task"), ...roles },
    timing: {
      anyOf: [
        object("on-date", { "on-date": object("date", { date: instant, remarks }) }),
        object("within-date-range", {
          "within-date-range": object("start end", { start: instant, end: instant, remarks }),
        }),
        object("at-frequency", {
          "at-frequency": object("period unit", {
            period: whole(1),
            unit: oneOf("seconds", "minutes", "hours", "days", "months", "years"),
            remarks,
          }),
        }),
      ],
    },
    dependencies: list(object("task-uuid", { "task-uuid": uuid, remarks })),
    "associated-activities": list(
      object("activity-uuid subjects", {
        ...{ "activity-uuid": uuid, subjects: refs("assessment-subject"), ...roles, ...told },
      }),
    ),
    subjects: refs("assessment-subject"),
  }),
};

const implementation = {
  component: object("uuid type title description status", {
    ...{ uuid, type: word, ...described, purpose: line, ...roles },
    status: object("state", {
      state: oneOf("under-development", "operational", "disposition", "other"),
      remarks,
    }),
    protocols: list(
      object("", {
        ...{ uuid, name: word, title: line },
        "port-ranges": list(
          object("", { start: whole(0), end: whole(0), transport: oneOf("TCP", "UDP"), remarks }),
        ),
      }),
    ),
  }),
  "inventory-item": object("uuid description", {
    ...{ uuid, description: text, ...responsible, ...told },
    "implemented-components": refs("used-component"),
  }),
  "used-component": object("component-uuid", { "component-uuid": uuid, ...responsible, ...told }),
  "system-user": object("uuid", {
    ...{ uuid, "short-name": word, ...described, "role-ids": list(token) },
    "authorized-privileges": list(
      object("title functions-performed", {
        ...{ title: line, description: text, "functions-performed": list(word) },
      }),
    ),
  }),
  "assessment-assets": object("assessment-platforms", {
    components: refs("component"),
    "assessment-platforms": list(
      object("uuid", { uuid, title: line, "uses-components": refs("used-component"), ...told }),
    ),
  }),
};

const riskStatus = oneOf(
  ...["open", "investigating", "remediating", "deviation-requested", "deviation-approved", "closed"],
);

const found = {
  "logged-by": object("party-uuid", { "party-uuid": uuid, "role-id": token, remarks }),
  origin: object("actors", {
    actors: list(
      object("type actor-uuid", {
        type: oneOf("tool", "assessment-platform", "party"),
        ...{ "actor-uuid": uuid, "role-id": token, ...noted },
      }),
    ),
    "related-tasks": refs("related-task"),
  }),
  "related-task": object("task-uuid", {
    ...{ "task-uuid": uuid, ...responsible, subjects: refs("assessment-subject"), ...told },
    "identified-subject": object("subject-placeholder-uuid subjects", {
      ...{ "subject-placeholder-uuid": uuid, subjects: refs("assessment-subject") },
    }),
  }),
  "related-observation": object("observation-uuid", { "observation-uuid": uuid, remarks }),
  "associated-risk": object("risk-uuid", { "risk-uuid": uuid, remarks }),
  finding: object("uuid title description target", {
    ...{ uuid, ...described, origins: refs("origin"), "implementation-statement-uuid": uuid },
    target: object("type target-id status", {
      ...{ type: oneOf("statement-id", "objective-id"), "target-id": token, ...described },
      status: object("state", {
        state: oneOf("satisfied", "not-satisfied"),
        reason: oneOf("pass", "fail", "other"),
        remarks,
      }),
      "implementation-status": object("state", { state: token, remarks }),
    }),
    "related-observations": refs("related-observation"),
    "related-risks": refs("associated-risk"),
  }),
  observation: object("uuid description methods collected", {
    ...{ uuid, ...described, origins: refs("origin"), subjects: refs("subject-reference") },
    methods: list(oneOf("EXAMINE", "INTERVIEW", "TEST", "UNKNOWN")),
    types: list(
      oneOf("ssp-statement-issue", "control-objective", "mitigation", "finding", "discovery", "historic"),
    ),
    "relevant-evidence": list(object("description", { href: reference, description: text, ...told })),
    ...{ collected: instant, expires: instant },
  }),
  characterization: object("origin facets", {
    ...{ ...noted, origin: ref("origin") },
    facets: list(object("name system value", { name: token, system: uri, value: word, ...told })),
  }),
  response: object("uuid lifecycle title description", {
    ...{ uuid, lifecycle: oneOf("recommendation", "planned", "completed"), ...described },
    ...{ origins: refs("origin"), tasks: refs("task") },
    "required-assets": list(
      object("uuid description", { uuid, ...described, subjects: refs("subject-reference") }),
    ),
  }),
  risk: object("uuid title description statement status", {
    ...{ uuid, title: line, description: text, statement: text, ...noted, status: riskStatus },
    ...{ origins: refs("origin"), characterizations: refs("characterization"), deadline: instant },
    "threat-ids": list(object("id system", { system: uri, href: reference, id: uri })),
    "mitigating-factors": list(
      object("uuid description", {
        ...{ uuid, "implementation-uuid": uuid, description: text, ...noted },
        subjects: refs("subject-reference"),
      }),
    ),
    remediations: refs("response"),
    "risk-log": object("entries", {
      entries: list(
        object("uuid start", {
          ...logged,
          "status-change": riskStatus,
          "related-responses": list(
            object("response-uuid", {
              ...{ "response-uuid": uuid, "related-tasks": refs("related-task"), ...told },
            }),
          ),
        }),
      ),
    }),
    "related-observations": refs("related-observation"),
  }),
};

const result = object("uuid title description start reviewed-controls", {
  ...{ uuid, ...described, start: instant, end: instant, "reviewed-controls": ref("reviewed-controls") },
  "local-definitions": object("", {
    ...{ components: refs("component"), "inventory-items": refs("inventory-item") },
    ...{ users: refs("system-user"), "assessment-assets": ref("assessment-assets"), tasks: refs("task") },
  }),
  attestations: list(object("parts", { ...responsible, parts: refs("assessment-part") })),
  "assessment-log": object("entries", {
    entries: list(object("uuid start", { ...logged, "related-tasks": refs("related-task") })),
  }),
  ...{ observations: refs("observation"), risks: refs("risk"), findings: refs("finding") },
});

export const assessmentResultsSchema = {
  definitions: { ...metadata, ...scope, ...implementation, ...found, result },
  ...object("assessment-results", {
    $schema: reference,
    "assessment-results": object("uuid metadata import-ap results", {
      uuid,
      metadata: object("title last-modified version oscal-version", {
        ...{
          title: line,
          published: instant,
          "last-modified": instant,
          version: word,
          "oscal-version": word,
        },
        ...{ revisions: refs("revision"), "document-ids": refs("document-id"), roles: refs("role") },
        ...{ locations: refs("location"), parties: refs("party"), actions: refs("action") },
        ...{ ...responsible, ...told },
      }),
      "import-ap": object("href", { href: reference, remarks }),
      "local-definitions": object("", {
        ...{ "objectives-and-methods": refs("local-objective"), activities: refs("activity"), remarks },
      }),
      results: refs("result"),
      "back-matter": object("", { resources: refs("resource") }),
    }),
  }),
};
