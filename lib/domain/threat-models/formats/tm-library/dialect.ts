import "server-only";
import { shapeOf } from "@/lib/domain/threat-models/formats/element-words";
import type { Writing, WrittenDialect } from "@/lib/domain/threat-models/formats/lossless/dialect";
import type { Kind, Parts } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import { absent } from "@/lib/domain/threat-models/formats/tm-library/library-words";
import { noteIn, setNoteIn } from "@/lib/domain/threat-models/formats/tm-library/notes";
import { readLibrary } from "@/lib/domain/threat-models/formats/tm-library/read";
import {
  addBoundaries,
  addPlaceholders,
  setThreat,
} from "@/lib/domain/threat-models/formats/tm-library/write-parts";
import type { ThreatModel } from "@/lib/domain/threat-models/model";

const schema =
  "https://github.com/OWASP/www-project-threat-model-library/blob/v1.0.1/threat-model.schema.json";

/** The OWASP Threat Model Library 1.0: notes stand together under `extensions`. */
export const threatModelLibrary: WrittenDialect = {
  format: "tm-library",
  read: readLibrary,
  idOf: (_kind, raw) => String(raw["symbolic_name"] ?? ""),
  note: noteIn,
  setNote: setNoteIn,
  // What the scope must say and no model knows is written as the middle of each scale.
  blank: () => ({
    $schema: schema,
    version: "1.0",
    scope: {
      title: "",
      description: "",
      business_criticality: "moderate",
      data_sensitivity: [],
      exposure: "internal",
      tier: "important",
    },
    description: "",
    trust_zones: [],
    trust_boundaries: [],
    actors: [],
    components: [],
    data_stores: [],
    data_sets: [],
    data_flows: [],
    assumptions: [],
    threat_personas: [],
    threats: [],
    controls: [],
    risks: [],
  }),
  add,
  set,
  setHead(document, { title, description, assumptions }) {
    document["scope"] = { ...(document["scope"] as Json), title: title ?? "" };
    document["description"] = description;
    document["assumptions"] = assumptions.map(assumptionToWrite);
  },
  finish(writing) {
    if (writing.model.kept["tm-library"] === undefined) addBoundaries(writing);
    addPlaceholders(writing);
  },
};

function assumptionToWrite({ text, confirmed, kept }: ThreatModel["assumptions"][number]): Json {
  const validity = confirmed === null ? "unconfirmed" : confirmed ? "confirmed" : "rejected";
  return { description: text, validity, ...(kept["tm-library"] as Json | undefined) };
}

const listNames = { actor: "actors", process: "components", store: "data_stores" } as const;
const actors: Readonly<Record<string, string>> = {
  human_reviewer: "power_user",
  admin_ops: "administrator",
  external_data_source: "third_party",
};

function add<K extends Kind>(kind: K, part: Parts[K], { document }: Writing): Json {
  const [list, more] = madeAs(kind, part);
  document[list] ??= [];
  const entries = document[list] as Json[];
  const raw = { symbolic_name: freeName(entries, part.id), title: "", description: "", ...more };
  entries.push(raw);
  return raw;
}

function madeAs<K extends Kind>(kind: K, part: Parts[K]): readonly [list: string, more: Json] {
  if (kind === "zone") return ["trust_zones", {}];
  if (kind === "threat")
    return [
      "threats",
      { threat_persona: absent.persona, event: "", sources: sourcesOf(part as Parts["threat"]) },
    ];
  const end = { type: "component", object: absent.end };
  if (kind === "flow")
    return ["data_flows", { source: end, destination: end, has_sensitive_data: false, encrypted: false }];
  const element = part as Parts["element"];
  const shape = shapeOf(element);
  const lies = { trust_zone: absent.zone };
  if (shape === "actor") return [listNames.actor, { type: actors[element.type ?? ""] ?? "user", ...lies }];
  return [listNames[shape], shape === "store" ? { type: "object", ...lies } : lies];
}

// What happens without an attacker is said to: the format has words for it.
function sourcesOf({ category }: Parts["threat"]): string[] {
  if (category?.startsWith("AI harm: over-reliance")) return ["human_error"];
  return [category?.startsWith("AI harm") ? "failure" : "adversary"];
}

const namesIn = new WeakMap<readonly Json[], Set<unknown>>();

function freeName(entries: readonly Json[], id: string): string {
  const slug =
    id
      .toLowerCase()
      .replace(/[^0-9a-z]+/g, "-")
      .replace(/^-+|-+$/g, "") || "part";
  const used = namesIn.get(entries) ?? new Set(entries.map((one) => one["symbolic_name"]));
  namesIn.set(entries, used);
  let name = slug;
  for (let count = 2; used.has(name); count += 1) name = `${slug}-${count}`;
  used.add(name);
  return name;
}

function set<K extends Kind>(kind: K, raw: Json, field: string, part: Parts[K], writing: Writing): void {
  if (field === "name" || field === "title") raw["title"] = "title" in part ? part.title : part.name;
  if (field === "description" || field === "text")
    raw["description"] = "text" in part ? part.text : part.description;
  if (kind === "element" && field === "zoneIds") {
    const [inner] = (part as Parts["element"]).zoneIds;
    raw["trust_zone"] =
      (inner === undefined ? undefined : writing.rawOf("zone", inner)?.["symbolic_name"]) ?? absent.zone;
  }
  if (kind === "flow") setFlow(raw, field, part as Parts["flow"], writing);
  if (kind === "threat") setThreat(raw, field, part as Parts["threat"], writing);
}

function setFlow(raw: Json, field: string, part: Parts["flow"], writing: Writing): void {
  if (field === "from") raw["source"] = endAt(part.from, writing);
  if (field === "to") raw["destination"] = endAt(part.to, writing);
  if (field === "contentClasses") raw["has_sensitive_data"] = part.contentClasses.includes("sensitive_data");
  const { encrypted } = part.attributes;
  if (field === "attributes" && typeof encrypted === "boolean") raw["encrypted"] = encrypted;
}

function endAt(id: string | null, { document, rawOf }: Writing): Json {
  const element = id === null ? undefined : rawOf("element", id);
  if (!element) return { type: "component", object: absent.end };
  const isIn = (list: string) => ((document[list] ?? []) as Json[]).includes(element);
  const type = isIn("actors") ? "actor" : isIn("data_stores") ? "data_store" : "component";
  return { type, object: element["symbolic_name"] };
}
