import "server-only";
import type { Json } from "@/lib/domain/threat-models/formats/schema";

/** The zone of components that lie in none: the format asks for one. */
export const nowhere = "plumbline-no-zone";

/** Brings a document to version 0.2: its names for things, and what that version asks for. */
export function upgrade(document: Json): void {
  document["otmVersion"] = "0.2.0";
  const project = (document["project"] ?? {}) as Json;
  document["project"] = {
    ...project,
    name: String(project["name"] ?? ""),
    id: String(project["id"] ?? "threat-model"),
  };
  if (Array.isArray(document["trustzones"])) {
    document["trustZones"] = [...listOf(document["trustZones"]), ...document["trustzones"]];
    delete document["trustzones"];
  }
  const zones = listOf(document["trustZones"]);
  for (const zone of zones) {
    const { trustRating: lost, ...rest } = zone;
    const risk = zone["risk"] as Json | null | undefined;
    if (typeof risk?.["trustRating"] !== "number") zone["risk"] = { ...risk, trustRating: Number(lost ?? 0) };
    if (!("parent" in rest)) continue;
    if (typeof zone["parent"] === "string") zone["parent"] = { trustZone: zone["parent"] };
    else if (zone["parent"] === null) delete zone["parent"];
  }
  for (const flow of listOf(document["dataflows"])) {
    for (const [old, now] of [["from", "source"] as const, ["to", "destination"] as const])
      if (old in flow) {
        flow[now] ??= flow[old];
        delete flow[old];
      }
    flow["source"] = String(flow["source"] ?? "");
    flow["destination"] = String(flow["destination"] ?? "");
  }
  let homeless = false;
  for (const component of listOf(document["components"])) {
    if (typeof component["type"] !== "string") component["type"] = "other";
    const { parent } = component;
    if (typeof parent === "string") component["parent"] = { trustZone: parent };
    else if (parent === null || parent === undefined || Object.keys(parent).length === 0)
      component["parent"] = { trustZone: nowhere };
    homeless ||= (component["parent"] as Json)["trustZone"] === nowhere;
  }
  if (homeless && !zones.some(({ id }) => id === nowhere))
    document["trustZones"] = [...zones, { id: nowhere, name: "No zone", risk: { trustRating: 0 } }];
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
