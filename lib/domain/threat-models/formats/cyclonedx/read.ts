import "server-only";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { type BomPart, billShape, bomPart } from "@/lib/domain/threat-models/formats/cyclonedx/shape";
import { typeInWords } from "@/lib/domain/threat-models/formats/element-words";
import type { Dialect } from "@/lib/domain/threat-models/formats/lossless/dialect";
import type { Draft, Read } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Reading } from "@/lib/domain/threat-models/formats/lossless/reading";
import { shaped } from "@/lib/domain/threat-models/formats/lossless/shape";
import { shorten } from "@/lib/domain/threat-models/formats/parse";
import { formatNames, type Json } from "@/lib/domain/threat-models/formats/schema";
import type { Value } from "@/lib/domain/threat-models/model";
import { Invalid } from "@/lib/platform/errors/public-error";

/** CycloneDX 1.5 to 1.7: an AI bill of materials is read into elements; it has no flows and no threats, and is not written. */
export const cycloneDx: Dialect = {
  format: "cyclonedx",
  read: readBill,
  idOf: (_kind, raw) => String(raw["bom-ref"] ?? raw["purl"] ?? raw["name"] ?? ""),
  note: () => undefined,
  setNote: () => undefined,
};

function readBill(document: Json, reading: Reading): Draft {
  if (document["specFormat"] === "CycloneDX" || /^2\./.test(String(document["specVersion"] ?? "")))
    throw new Invalid("It is CycloneDX 2. Versions 1.5 to 1.7 are read: export it as one of these.");
  const bill = shaped(billShape, document, formatNames.cyclonedx);
  if (!/^1\.[567]$/.test(bill.specVersion))
    throw new Invalid(
      `It is CycloneDX ${shorten(bill.specVersion)}. Versions 1.5 to 1.7 are read, since models came with 1.5.`,
    );
  const main = bill.metadata?.component;
  const parts = [...(main ? [main] : []), ...nested(bill.components, bill.services)];
  const draft: Draft = {
    title: main?.name?.trim() || null,
    description: main?.description ?? "",
    assumptions: [],
    zone: [],
    element: [],
    flow: [],
    threat: [],
  };
  let others = 0;
  const zones = new Map<string, string>();
  for (const one of parts) {
    const kind = kindOf(one, one === main);
    if (kind === null) others += 1;
    else draft.element.push(readPart(one, kind, zoneOf(one, zones, draft, reading), reading));
  }
  if (others > 0)
    reading.warn(
      `Libraries and other parts of the bill that are no elements of a threat model are left out: ${others}.`,
    );
  reading.warn("A bill of materials has no data flows. Add them: most threats hang on what flows where.");
  return draft;
}

// Components lie within components; walked without calling itself.
function nested(...lists: readonly (readonly BomPart[] | null | undefined)[]): BomPart[] {
  const found: BomPart[] = [];
  const open = lists.flatMap((list) => list ?? []).toReversed();
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    const inner = [...(next.components ?? []), ...(next.services ?? [])];
    open.push(...inner.filter((one): one is BomPart & Json => bomPart.safeParse(one).success).toReversed());
  }
  return found;
}

type PartKind = "model" | "data" | "service" | "application";

function kindOf(part: BomPart, main: boolean): PartKind | null {
  if (part.type === "machine-learning-model") return "model";
  if (part.type === "data") return "data";
  if (part.type === "application" || main) return "application";
  return part.type === null || part.type === undefined ? "service" : null;
}

function zoneOf(
  { trustZone }: BomPart,
  zones: Map<string, string>,
  draft: Draft,
  reading: Reading,
): string[] {
  const name = (trustZone ?? "").trim();
  if (name === "") return [];
  const known = zones.get(name);
  if (known !== undefined) return [known];
  const raw: Json = { "bom-ref": `zone ${name}` };
  const id = reading.claim("zone", raw);
  zones.set(name, id);
  draft.zone.push({ raw, fields: { id, name, description: "", trust: null, parent: null } });
  return [id];
}

function readPart(part: BomPart, kind: PartKind, zoneIds: string[], reading: Reading): Read<"element"> {
  const name = [part.group, part.name].filter(Boolean).join("/");
  const type = typeOf(part, kind, name);
  if (type === null)
    reading.warn(
      `"${shorten(name)}" is ${kind === "data" ? "data" : `${kind === "application" ? "an" : "a"} ${kind}`} in the bill; which type of element it is cannot be told from that. Choose one.`,
    );
  return {
    raw: part,
    fields: {
      id: reading.claim("element", part),
      name,
      description: part.description ?? "",
      type,
      originalType: part.type ?? "service",
      zoneIds,
      attributes: factsOf(part, type),
      outOfScope: false,
    },
  };
}

function typeOf({ data }: BomPart, kind: PartKind, name: string): string | null {
  if (kind === "model") return "model_self_hosted";
  if (kind === "service") return typeInWords(name, "process");
  if (kind === "application") return typeInWords(name, "process") ?? "application_backend";
  const named = typeInWords(name, "store");
  if (named) return named;
  return data?.some(({ type }) => type === "dataset") ? "training_dataset" : null;
}

function factsOf(part: BomPart, type: string | null): Record<string, Value> {
  const attributes = type === null ? undefined : elementTypes().get(type)?.attributes;
  const personal = (part.data ?? []).some(({ classification, sensitiveData }) =>
    [classification, ...(sensitiveData ?? [])].some((word) => /personal|\bpii\b|\bphi\b/i.test(word ?? "")),
  );
  const facts: [string, Value][] = [];
  if (part.name && type === "model_self_hosted")
    facts.push(["model_name", shorten([part.name, part.version].filter(Boolean).join(" "))]);
  if (part.supplier?.name) facts.push(["weights_source", shorten(part.supplier.name)]);
  if (personal) facts.push(["contains_personal_data", true]);
  if (part.supplier?.name && part.licenses?.length) facts.push(["licence_known", true]);
  return Object.fromEntries(facts.filter(([name]) => attributes?.has(name)));
}
