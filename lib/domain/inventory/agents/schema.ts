import { partColumns, partFields } from "@/lib/domain/inventory/parts/schema";
import { autonomies } from "@/lib/domain/inventory/systems/options/schema";
import { choice, decimal, integer, references, text, triState } from "@/lib/platform/schema/field";

const memories = [
  { value: "none", label: "None", help: "It forgets after each answer." },
  { value: "session", label: "Session", help: "It forgets when the conversation or the job ends." },
  { value: "lasting", label: "Lasting", help: "It keeps what it learned, for one person or case." },
  { value: "shared", label: "Shared", help: "What it learned from one reaches others.", tone: "warn" },
] as const;

const periods = [
  { value: "run", label: "Per run" },
  { value: "day", label: "Per day" },
  { value: "week", label: "Per week" },
  { value: "month", label: "Per month" },
] as const;

const identities = [
  { value: "own", label: "Its own identity", help: "An account of its own, with its own rights." },
  { value: "user-delegated", label: "The user's rights", help: "No more than the person it acts for." },
  { value: "shared", label: "A shared account", help: "Nobody can tell who acted.", tone: "warn" },
] as const;

/** What a person writes about an agent. */
export const agentFields = partFields(
  {
    noun: "agent",
    example: "Claims intake agent",
    synonyms: ["agent", "agent name", "ai agent", "title"],
  },
  {
    autonomy: choice(autonomies, {
      label: "Autonomy",
      help: "What it may do without a person (EU AI Act Art. 3(1); OWASP LLM03:2026).",
      synonyms: ["level of autonomy", "autonomy level"],
    }).nullable(),
    modelIds: references("models", {
      label: "Models",
      help: "The models it thinks with (ISO/IEC 42001 A.4.4).",
      synonyms: ["model", "llm"],
    }),
    toolIds: references("tools", {
      label: "Tools",
      help: "What it may call; each tool says what that lets it do (OWASP ASI02).",
      synonyms: ["tool", "mcp servers", "functions"],
    }),
    promptIds: references("prompts", {
      label: "Prompts",
      help: "The instructions it works by (OWASP ASI01).",
      synonyms: ["prompt", "instructions"],
    }),
    agentIds: references("agents", {
      label: "Delegates to",
      help: "Other agents to which it hands work (OWASP ASI07, ASI08).",
      synonyms: ["sub-agents", "subagents", "agents"],
    }),
    memory: choice(memories, {
      label: "Memory",
      help: "What it keeps from one time to the next (OWASP ASI06).",
      synonyms: ["memory kind", "state"],
    }).nullable(),
    maxSteps: integer({
      label: "Most steps",
      help: "Steps after which a run is ended (OWASP LLM06:2026).",
      min: 1,
      max: 1_000_000,
      synonyms: ["max steps", "maximum steps", "step limit", "iterations"],
    }).nullable(),
    spendLimit: decimal({
      label: "Spend limit",
      help: "The most it may spend in the period, models and tools together; 0 when it cannot spend (OWASP LLM06:2026).",
      example: "50",
      max: 999_999_999,
      synonyms: ["budget", "spending limit", "cost limit"],
    }).nullable(),
    spendCurrency: text({
      label: "Currency",
      help: "Three letters, as in ISO 4217.",
      example: "EUR",
      max: 3,
      synonyms: ["spend currency", "budget currency"],
    })
      .toUpperCase()
      .regex(/^[A-Z]{3}$/, "Is not a currency. Write its three letters, such as EUR.")
      .nullable(),
    spendPeriod: choice(periods, {
      label: "Spend period",
      help: "The time for which the spend limit counts.",
      synonyms: ["period", "budget period"],
    }).nullable(),
    humanApproval: triState({
      label: "Human approval",
      help: "A person says yes before it does what cannot be undone (EU AI Act Art. 14(4)(d); OWASP ASI09).",
      synonyms: ["approval", "human in the loop"],
    }),
    killSwitch: triState({
      label: "Kill switch",
      help: "Somebody can stop it at once, and knows how (EU AI Act Art. 14(4)(e); OWASP ASI10).",
      synonyms: ["stop button", "emergency stop"],
    }),
    identity: choice(identities, {
      label: "Acts as",
      help: "Whose account it uses (OWASP ASI03).",
      synonyms: ["identity", "account", "credentials"],
    }).nullable(),
    actionsLogged: triState({
      label: "Actions logged",
      help: "Each step and call is written down, so that it can be traced (EU AI Act Art. 12; ISO/IEC 42001 A.6.2.8).",
      synonyms: ["logging", "audit log", "traced"],
    }),
  },
);

/** How an agent names other parts. */
export const agentRelations = {
  modelIds: "uses",
  toolIds: "uses",
  promptIds: "uses",
  agentIds: "delegates-to",
} as const;

/** The facts that an agent's completeness counts. */
export const agentFacts = [
  "ownerId",
  "autonomy",
  "modelIds",
  "memory",
  "maxSteps",
  "spendLimit",
  "humanApproval",
  "killSwitch",
  "identity",
  "actionsLogged",
] as const satisfies readonly (keyof typeof agentFields)[];

/** The columns of the register of agents. */
export const agentColumns = partColumns(agentFields, agentFacts, {
  autonomy: { shown: true, width: 150 },
  memory: { width: 110 },
  tools: { width: 220 },
  models: { width: 200 },
  killSwitch: { shown: true, width: 110 },
  humanApproval: { shown: true, width: 140 },
});
