import "server-only";
import type { Writing } from "@/lib/domain/threat-models/formats/lossless/dialect";
import type { Parts } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import { absent, riskRatings } from "@/lib/domain/threat-models/formats/tm-library/library-words";

/** Writes one field of a threat: what it affects, its rating as a risk of its own, what is done against it as a control. */
export function setThreat(
  raw: Json,
  field: string,
  part: Parts["threat"],
  { document, rawOf }: Writing,
): void {
  const name = String(raw["symbolic_name"]);
  if (field === "elementIds")
    raw["components_affected"] = part.elementIds.flatMap((id) => {
      const place = rawOf("element", id) ?? rawOf("flow", id);
      return place ? [place["symbolic_name"]] : [];
    });
  if (field === "severity") {
    const rating = riskRatings[part.severity];
    const risk = { title: part.title, description: part.text, threats: [name], impact_description: "" };
    put(document, "risks", `${name}-risk`, rating && { ...risk, ...rating });
  }
  if (field !== "mitigation" && field !== "status") return;
  const [title = ""] = part.mitigation.split("\n");
  const own = listIn(document, "controls").some((one) => one["symbolic_name"] === `${name}-control`);
  if (field === "status" && !own) return;
  const control = {
    title: title.slice(0, 100),
    description: part.mitigation,
    threats: [name],
    status: part.status === "Mitigated" ? "active" : "suggested",
    priority: "none",
  };
  put(document, "controls", `${name}-control`, part.mitigation === "" ? undefined : control);
}

function put(document: Json, list: string, name: string, entry: object | undefined): void {
  const entries = listIn(document, list);
  const at = entries.findIndex((one) => one["symbolic_name"] === name);
  const made = entry ? [{ symbolic_name: name, ...entry }] : [];
  entries.splice(at < 0 ? entries.length : at, at < 0 ? 0 : 1, ...made);
}

function listIn(document: Json, list: string): Json[] {
  document[list] ??= [];
  return document[list] as Json[];
}

/** Adds a boundary between every two zones that a flow runs between. */
export function addBoundaries({ document, model, rawOf }: Writing): void {
  const zones = new Map(model.elements.map(({ id, zoneIds }) => [id, zoneIds[0]]));
  const known = new Set<string>();
  for (const { from, to } of model.flows) {
    const [one, other] = [from, to].map((id) => {
      const zone = id === null ? undefined : zones.get(id);
      return zone === undefined ? undefined : (rawOf("zone", zone)?.["symbolic_name"] as string | undefined);
    });
    if (one === undefined || other === undefined || one === other) continue;
    const [a = "", b = ""] = [one, other].toSorted();
    if (known.has(`${a} ${b}`)) continue;
    known.add(`${a} ${b}`);
    listIn(document, "trust_boundaries").push({ trust_zone_a: a, trust_zone_b: b });
  }
}

/** Adds the zone and the persona that the format asks for where the model has none. */
export function addPlaceholders({ document }: Writing): void {
  const placed = ["actors", "components", "data_stores"].flatMap((list) => listIn(document, list));
  const lacks = (list: string, name: string) =>
    !listIn(document, list).some((one) => one["symbolic_name"] === name);
  if (placed.some((one) => one["trust_zone"] === absent.zone) && lacks("trust_zones", absent.zone))
    listIn(document, "trust_zones").push({ symbolic_name: absent.zone, title: "No zone", description: "" });
  const threats = (document["threats"] ?? []) as Json[];
  if (
    threats.some((one) => one["threat_persona"] === absent.persona) &&
    lacks("threat_personas", absent.persona)
  )
    listIn(document, "threat_personas").push({
      symbolic_name: absent.persona,
      title: "Not specified",
      description:
        "Stands where the format asks for a persona and none was named; nothing in it is a finding.",
      is_person: true,
      skill_level: "engineer",
      access_level: "user",
      malicious_intent: true,
      applicability_to_org: "moderate",
    });
}
