import * as z from "zod";

const text = z.string();
const maybe = text.nullish();
const attributes = z.record(z.string(), z.unknown()).nullish();
const parent = z.union([z.strictObject({ trustZone: text }), z.strictObject({ component: text })]);
const named = { id: text, name: text, description: maybe, attributes };
const instances = z
  .array(
    z.strictObject({
      threat: text,
      state: text,
      mitigations: z.array(z.strictObject({ mitigation: maybe, state: maybe })).optional(),
    }),
  )
  .nullish();

/** Open Threat Model 0.2.0 as its published schema has it, and nothing else: what is written must fit this. */
export const strictOtm = z.strictObject({
  otmVersion: z.literal("0.2.0"),
  project: z.strictObject({ name: text, id: text, description: maybe, attributes }),
  representations: z.array(z.unknown()).nullish(),
  assets: z.array(z.unknown()).nullish(),
  trustZones: z.array(
    z.strictObject({
      ...named,
      parent: parent.optional(),
      risk: z.strictObject({ trustRating: z.number() }),
    }),
  ),
  components: z.array(z.strictObject({ ...named, type: text, parent, threats: instances })),
  dataflows: z.array(
    z.strictObject({
      ...named,
      source: text,
      destination: text,
      bidirectional: z.boolean(),
      threats: instances,
    }),
  ),
  threats: z.array(
    z.strictObject({
      ...named,
      categories: z.array(text),
      risk: z.strictObject({ likelihood: z.number().nullable(), impact: z.number() }),
    }),
  ),
  mitigations: z.array(z.strictObject({ ...named, riskReduction: z.number() })),
});

const symbol = text.regex(/^[0-9a-z-]+$/);
const entry = { symbolic_name: symbol, title: text, description: text };
const placed = { ...entry, trust_zone: symbol };
const end = z.strictObject({ type: z.enum(["actor", "component", "data_store"]), object: symbol });

/** The schema of the OWASP Threat Model Library 1.0.1, which takes no other keys: what is written must fit this. */
export const strictLibrary = z.strictObject({
  $schema: text,
  version: text.regex(/^\d+(\.\d+)*$/),
  scope: z.strictObject({
    title: text,
    description: text,
    business_criticality: z.enum(["minimal", "low", "moderate", "high", "maximal"]),
    data_sensitivity: z.array(text),
    exposure: z.enum(["internal", "external"]),
    tier: z.enum(["mission_critical", "business_critical", "important", "non_critical"]),
  }),
  description: text,
  trust_zones: z.array(z.strictObject(entry)),
  trust_boundaries: z.array(z.strictObject({ trust_zone_a: symbol, trust_zone_b: symbol })),
  actors: z.array(
    z.strictObject({ ...placed, type: z.enum(["user", "power_user", "administrator", "third_party"]) }),
  ),
  components: z.array(z.strictObject(placed)),
  data_stores: z.array(
    z.strictObject({ ...placed, type: z.enum(["sql", "key_value", "document", "object"]) }),
  ),
  data_sets: z.array(z.never()),
  data_flows: z.array(
    z.strictObject({
      ...entry,
      source: end,
      destination: end,
      has_sensitive_data: z.boolean(),
      encrypted: z.boolean(),
    }),
  ),
  assumptions: z.array(
    z.strictObject({ description: text, validity: z.enum(["unconfirmed", "confirmed", "rejected"]) }),
  ),
  threat_personas: z.array(
    z.strictObject({
      ...entry,
      is_person: z.boolean(),
      skill_level: z.enum(["script_kid", "insider", "engineer", "expert_engineer"]),
      access_level: z.enum(["anonymous", "user", "admin"]),
      malicious_intent: z.boolean(),
      applicability_to_org: z.enum(["minimal", "low", "moderate", "high", "maximal"]),
    }),
  ),
  threats: z.array(
    z.strictObject({
      ...entry,
      components_affected: z.array(symbol).optional(),
      threat_persona: symbol,
      event: text,
      sources: z.array(z.enum(["adversary", "human_error", "failure", "events_beyond_org_control"])),
    }),
  ),
  controls: z.array(
    z.strictObject({
      ...entry,
      threats: z.array(symbol),
      status: z.enum(["active", "suggested"]),
      priority: z.literal("none"),
    }),
  ),
  risks: z.array(
    z.strictObject({
      ...entry,
      threats: z.array(symbol),
      likelihood: z.enum(["rare", "unlikely", "possible", "likely", "certain"]),
      impact: z.enum(["negligible", "minor", "moderate", "major", "severe"]),
      impact_description: text,
      score: z.int().min(0).max(25),
      level: text,
    }),
  ),
  extensions: z
    .record(
      text.regex(
        /^([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]+(\/[-$%'()*+,.:;=@^_~0-9A-Za-z]+)+$/,
      ),
      z.unknown(),
    )
    .optional(),
});
