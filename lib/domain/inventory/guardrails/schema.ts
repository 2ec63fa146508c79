import { partColumns, partFields } from "@/lib/domain/inventory/parts/schema";
import { choice, day, reference, references, text, triState } from "@/lib/platform/schema/field";

const guardrailKinds = [
  { value: "input-filter", label: "Input filter", help: "Looks at what goes in." },
  { value: "output-filter", label: "Output filter", help: "Looks at what comes out." },
  { value: "moderation", label: "Moderation", help: "Sorts out harmful content." },
  { value: "redaction", label: "Redaction", help: "Takes out personal data and secrets." },
  { value: "grounding-check", label: "Grounding check", help: "Compares an answer with its sources." },
  { value: "tool-policy", label: "Tool policy", help: "Decides which call a tool may get." },
  { value: "rate-limit", label: "Rate limit", help: "Bounds how much and how often." },
  { value: "policy", label: "Other policy", help: "A rule of our own." },
] as const;

const placements = [
  { value: "gateway", label: "Gateway", help: "Before and behind every model call." },
  { value: "application", label: "Application", help: "In the system's own code." },
  { value: "model-provider", label: "Model provider", help: "On the provider's side." },
  { value: "retrieval", label: "Retrieval", help: "Between documents and the model." },
  { value: "tool-call", label: "Tool call", help: "Between the model and a tool." },
] as const;

const reactions = [
  { value: "block", label: "Block", help: "Nothing passes." },
  { value: "redact", label: "Redact", help: "It passes without what was found." },
  { value: "ask", label: "Ask a person", help: "It waits for a yes." },
  { value: "flag", label: "Flag", help: "It passes and somebody is told.", tone: "warn" },
  { value: "log", label: "Log only", help: "It passes and is written down.", tone: "warn" },
] as const;

/** What a person writes about a guardrail. */
export const guardrailFields = partFields(
  {
    noun: "guardrail",
    example: "Prompt injection screen",
    synonyms: ["guardrail", "guardrail name", "filter", "title"],
  },
  {
    kind: choice(guardrailKinds, {
      label: "Kind",
      help: "What it looks for or limits (OWASP LLM01:2026, LLM02:2026, LLM10:2026).",
      synonyms: ["type", "guardrail type"],
    }).nullable(),
    placement: choice(placements, {
      label: "Placement",
      help: "Where it sits; what passes elsewhere it does not see.",
      synonyms: ["position", "where", "location"],
    }).nullable(),
    onHit: choice(reactions, {
      label: "On a hit",
      help: "What it does with what it finds.",
      synonyms: ["action", "reaction", "enforcement"],
    }).nullable(),
    failsClosed: triState({
      label: "Fails closed",
      help: "When it cannot answer, nothing passes (EU AI Act Art. 15(4)).",
      synonyms: ["fail closed", "fail-safe"],
    }),
    product: text({
      label: "Product",
      help: "The software or model behind it, or that it is our own.",
      example: "Own classifier, release 3",
      synonyms: ["provider", "software", "engine"],
    }).nullable(),
    vendorId: reference("vendors", {
      label: "Vendor",
      help: "Who supplies it, where that is a company (ISO/IEC 42001 A.10.3).",
      synonyms: ["supplier", "supplied by"],
    }).nullable(),
    threshold: text({
      label: "Threshold",
      help: "From which score or count it acts.",
      example: "Score of 0.8 and above",
      synonyms: ["sensitivity", "limit", "score"],
    }).nullable(),
    testedOn: day({
      label: "Tested on",
      help: "The day on which somebody last tried to get past it.",
      synonyms: ["last tested", "test date"],
    }).nullable(),
    protectsModelIds: references("models", {
      label: "Protects models",
      help: "Models whose calls pass through it.",
      synonyms: ["models", "model", "protected models"],
    }),
    protectsAgentIds: references("agents", {
      label: "Protects agents",
      help: "Agents whose steps pass through it.",
      synonyms: ["agents", "agent", "protected agents"],
    }),
    protectsToolIds: references("tools", {
      label: "Protects tools",
      help: "Tools whose calls pass through it.",
      synonyms: ["tools", "tool", "protected tools"],
    }),
  },
);

/** How a guardrail names other parts. */
export const guardrailRelations = {
  vendorId: "provided-by",
  protectsModelIds: "protects",
  protectsAgentIds: "protects",
  protectsToolIds: "protects",
} as const;

/** The facts that a guardrail's completeness counts. */
export const guardrailFacts = [
  "ownerId",
  "kind",
  "placement",
  "onHit",
  "failsClosed",
  "product",
  "threshold",
  "testedOn",
] as const satisfies readonly (keyof typeof guardrailFields)[];

/** The columns of the register of guardrails. */
export const guardrailColumns = partColumns(guardrailFields, guardrailFacts, {
  kind: { shown: true, width: 130 },
  placement: { shown: true, width: 130 },
  onHit: { shown: true, width: 110 },
  failsClosed: { shown: true, width: 110 },
  testedOn: { width: 110 },
});
