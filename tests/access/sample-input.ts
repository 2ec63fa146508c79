import * as z from "zod";
import { findFieldMeta } from "@/lib/platform/schema/field";
import { specimenEntry } from "@/tests/access/threat-specimens";

/** Finds the id of a record of a concept that the input may name, such as one of "people". */
export type IdOf = (concept: string) => Promise<string>;

/**
 * Returns an input that fits the shape, made from the shape itself, so that a new operation needs no test of its own to
 * be called: references are records of the concept that the field names.
 */
export async function sampleInput(
  shape: z.ZodType,
  concept: string,
  idOf: IdOf,
): Promise<Record<string, unknown>> {
  if (!(shape instanceof z.ZodObject)) return {};
  const input: Record<string, unknown> = {};
  const exports = "format" in shape.shape && "columns" in shape.shape;
  for (const [key, field] of Object.entries(shape.shape as Record<string, z.ZodType>)) {
    // The filters of a register: an export of all of it.
    if (exports && field instanceof z.ZodOptional) continue;
    const value = await sampleValue(key, field, concept, idOf);
    if (value !== undefined) input[key] = value;
  }
  return input;
}

const sampleTemplate = {
  ...{ key: "sample", version: 1, title: "A sample", purpose: "To try out." },
  sections: [
    { key: "one", title: "One", questions: [{ kind: "date", key: "when", label: "When?", sources: [] }] },
  ],
};

const keys: Readonly<Record<string, string>> = {
  riskCatalogue: "direct-prompt-injection",
  threatRules: "STRAI-LLM-08",
  questionnaires: "ai-risk-assessment",
  controlLibrary: "data-vetting",
  coverage: "iso-42001",
  policies: "ai-llm-security-policy",
};

async function sampleValue(key: string, field: z.ZodType, concept: string, idOf: IdOf): Promise<unknown> {
  // What was tested is a system alone: its specimen uses no model and no prompt.
  if (concept === "test-imports" && /^(model|prompt|format)/.test(key)) return null;
  if (concept === "test-imports" && key === "apply") return "false";
  if (concept === "control-checks" && key === "threatClass") return "jailbreak";
  // Its system uses no model and no prompt, and its controls would have to be those of the same system.
  if (concept === "planned-tests" && /^(model|prompt)/.test(key)) return null;
  if (concept === "planned-tests" && key === "controlIds") return [];
  if (concept === "planned-tests" && key === "threatClass") return "jailbreak";
  if (concept === "webhooks" && key === "url") return "https://receiver.plumbline.example/";
  if (concept === "webhooks" && key === "events") return ["risk.changed"];
  if (concept === "assessments" && key === "comments") return "false";
  if (concept === "assessments" && key === "ownerId" && field instanceof z.ZodOptional) return undefined;
  const meta = findFieldMeta(field);
  if (meta?.kind === "reference") return idOf(meta.concept ?? concept);
  if (meta?.kind === "file") return idOf("files");
  if (meta?.kind === "references") return [await idOf(meta.concept ?? concept)];
  if (key === "id") return idOf(concept);
  if (concept === "threatRules" && key === "version") return 0;
  // Settings that nobody has saved yet.
  if (key === "version" && ["settings", "signing-keys"].includes(concept)) return 0;
  if (key === "version" || key === "number") return 1;
  if (concept === "frameworks" && ["key", "from", "to"].includes(key)) return "iso-42001";
  if (key === "key") return keys[concept] ?? "register.risks";
  if (concept === "own-questionnaires" && key === "content") return sampleTemplate;
  if (concept === "own-questionnaires" && key === "text") return JSON.stringify(sampleTemplate);
  if (concept === "own-questionnaires" && key === "from") return "ai-risk-assessment";
  if (concept === "own-controls" && key === "requirements") return "iso-42001 A.6.2.4 subset medium";
  if (key === "questionKey") return "A sample of words";
  if (concept === "gate-policies" && key === "text")
    return "id: sample\nversion: 2\nrules: [{ id: none, findings: {} }]";
  if (key === "runIds") return [await idOf("test-runs")];
  if (key === "subjectType") return "risks";
  if (key === "concept" && concept === "views") return "risks";
  if (key === "subjectId") return idOf("risks");
  if (key === "role" && concept === "programmeRoles") return "ai-security-lead";
  if (concept === "own-threat-rules" && key === "types")
    return field instanceof z.ZodString ? "agent_orchestrator" : ["agent_orchestrator"];
  if (concept === "own-threat-rules" && key === "condition") return "always";
  if (concept === "own-threat-rules" && key === "facts") return "can_write = yes";
  if (concept === "own-threat-rules" && ["sources", "mitigations"].includes(key)) return undefined;
  if (concept === "own-threat-rules" && key === "category") return "Tampering";
  if (concept === "threatRules" && key === "asked") return "no";
  if (key === "category" && ["threats", "threat-models"].includes(concept)) return "Tampering";
  if (key === "category") return "security";
  if (key === "answer" && concept === "passkeys") return { id: "sample", response: {} };
  if (key === "permissions" && concept === "roles") return ["risks:read"];
  if (key === "scopes" && concept === "tokens") return ["*"];
  if (key === "scopes" && concept === "settings") return "openid email";
  if (key === "systemId" && concept === "controls") return null;
  if (["asOf", "testedOn"].includes(key) && !(field instanceof z.ZodOptional)) return day(0);
  if (key === "stage" && concept === "systems") return "development";
  if (key === "key" && concept === "framework-versions") return "sample";
  if (key === "framework" && ["coverage", "statements", "licensed-texts"].includes(concept))
    return "iso-42001";
  if (key === "ref" && ["coverage", "statements", "licensed-texts"].includes(concept)) return "A.7.3";
  if (key === "path" && concept === "audit-packs") return "readme.txt";
  if (key === "keys" && concept === "controls") return ["data-vetting"];
  if (key === "drawing") return { elements: [], flows: [] };
  if (key === "threats" && concept === "threat-models") return [{ id: await idOf("threats"), version: 1 }];
  if (key === "state" && concept === "threat-models") return "open";
  if (key === "start") return "empty";
  // A part of the specimen's drawing where one has to be there, a new one otherwise.
  if (key === "partId" && concept === "threat-models") return field instanceof z.ZodString ? "model" : null;
  if (key === "entryId") return field instanceof z.ZodUUID ? specimenEntry : null;
  if (key === "was") return field instanceof z.ZodString ? "A sample of words" : null;
  if (concept === "attack-trees" && ["node", "parentId"].includes(key)) return "goal";
  if (concept === "attack-trees" && key === "technique") return "AML.T0051";
  if (concept === "attack-trees" && ["zoneId", "cost"].includes(key)) return null;
  if (concept === "attack-trees" && key === "threatIds") return [];
  if (key === "answers" && concept === "classifications")
    return [{ questionId: "S2", seen: 0, answers: ["yes"] }];
  if (key === "csv") return "Ref,Text\nA.7.3,A sample";
  if (key === "entries") return ["direct-prompt-injection"];
  const received = { name: "a.txt", sha256: "0".repeat(64), size: 1, mediaType: "text/plain" };
  if (key === "file" && concept === "test-imports")
    return { ...received, plainSha256: "1".repeat(64), plainSize: 1 };
  if (key === "file") return received;
  if (key === "files" && concept === "test-imports") return [{ fileId: await idOf("files") }];
  const bare = unwrapped(field);
  if (field instanceof z.ZodOptional && !/Id$/.test(key)) return undefined;
  if (/Id$/.test(key)) return idOf(named[key] ?? concept);
  return plainValue(bare, (element) => sampleValue(key, element, concept, idOf));
}

// Fields that name a record without a field builder's word on which concept it is of.
const named: Readonly<Record<string, string>> = {
  personId: "people",
  unitId: "units",
  versionId: "framework-versions",
  systemId: "systems",
  riskId: "risks",
  intoId: "threats",
  threatModelId: "threat-models",
  recordId: "systems",
  controlId: "controls",
  parentId: "units",
  decisionId: "decisions",
};

// What a text may have to look like.
const texts = () => [
  ...[day(30), "someone@plumbline.example", "A sample of words", "https://sample.plumbline.example/"],
  ...["0".repeat(64), "EUR", "sample", "000000"],
];

async function plainValue(field: z.ZodType, element: (of: z.ZodType) => Promise<unknown>): Promise<unknown> {
  if (field instanceof z.ZodEnum) return field.options[0];
  if (field instanceof z.ZodArray)
    return field.safeParse([]).success ? [] : [await element(field.element as z.ZodType)];
  if (field instanceof z.ZodBoolean) return true;
  if (field instanceof z.ZodNumber) return Math.min(Math.max(2, field.minValue ?? 2), field.maxValue ?? 2);
  if (field instanceof z.ZodObject || field instanceof z.ZodRecord) return {};
  return texts().find((value) => field.safeParse(value).success) ?? "A sample of words";
}

/** Returns the day so many days from now, as YYYY-MM-DD. */
function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}

function unwrapped(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodOptional || field instanceof z.ZodNullable || field instanceof z.ZodDefault) {
    return unwrapped(field.unwrap() as z.ZodType);
  }
  return field;
}
