import "server-only";
import { type Inventory, namedBy } from "@/lib/domain/threat-models/drawing/inventory";
import type { Value } from "@/lib/domain/threat-models/model";

/** What the inventory says of one record, as an element of a drawing; what it does not say stays unknown. */
export interface Known {
  type: string;
  attributes: Readonly<Record<string, Value>>;
}

type Row<K extends keyof Inventory> = Inventory[K] extends readonly (infer R)[] ? R : never;

/** Returns true where one of them is so, false where all are known not to be, null otherwise. */
function any(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(true)) return true;
  return values.length > 0 && values.every((value) => value === false) ? false : null;
}

/** Returns whether a stored word is one of some; null where nobody has said. */
function isOneOf(word: string | null, ...words: readonly string[]): boolean | null {
  return word === null ? null : words.includes(word);
}

const stakes: Readonly<Record<string, string>> = {
  low: "low",
  medium: "medium",
  high: "high",
  critical: "high",
};

export function ofModel(inventory: Inventory, model: Row<"models">): Known {
  const { system, vendors } = inventory;
  const exposed = isOneOf(system.exposure, "public");
  if (model.modalities.length > 0 && model.modalities.every((one) => one === "embedding"))
    return {
      type: "embedding_service",
      attributes: {
        provider: model.provider,
        third_party: isOneOf(model.kind, "hosted-api"),
        receives_personal_data: system.personalData,
      },
    };
  if (model.kind === "self-hosted" || model.kind === "fine-tuned")
    return {
      type: "model_self_hosted",
      attributes: {
        model_name: model.name,
        fine_tuned: model.kind === "fine-tuned",
        exposed_to_public: exposed,
      },
    };
  const suppliers = namedBy(inventory, model.id, "provided-by");
  const vendor = vendors.find(({ id }) => suppliers.includes(id));
  return {
    type: "llm_endpoint_hosted",
    attributes: {
      provider: model.provider,
      model_name: model.name,
      region: model.region,
      retains_prompts: model.providerRetention === null ? null : model.providerRetention > 0,
      trains_on_inputs: model.trainsOnInput,
      has_dpa: vendor?.dataProcessingAgreement ?? null,
      exposed_to_public: exposed,
      use_case_stakes: stakes[system.criticality ?? ""] ?? null,
    },
  };
}

export function ofDataset(dataset: Row<"datasets">): Known {
  const { uses, personalData, licence, origin } = dataset;
  if (uses.includes("grounding"))
    return { type: "rag_vector_store", attributes: { contains_personal_data: personalData } };
  if (uses.length > 0 && uses.every((use) => use === "input"))
    return { type: "external_data_source", attributes: { licence_known: licence === null ? null : true } };
  return {
    type: "training_dataset",
    attributes: {
      source: origin === null ? null : origin.slice(0, 200),
      contains_personal_data: personalData,
      licence_known: licence === null ? null : true,
    },
  };
}

export function ofPrompt({ holdsSecrets, promptVersion }: Row<"prompts">): Known {
  return {
    type: "system_prompt",
    attributes: { contains_secrets: holdsSecrets, versioned: promptVersion === null ? null : true },
  };
}

export function ofTool(inventory: Inventory, tool: Row<"tools">): Known {
  return {
    type: "tool_mcp_server",
    attributes: {
      third_party: namedBy(inventory, tool.id, "provided-by").length > 0 ? true : null,
      local_process: isOneOf(tool.transport, "stdio"),
      write_access: tool.mayWrite,
      handles_money: tool.maySpend,
      credential_scope: tool.authentication === "user-delegated" ? "narrow" : null,
      manifest_pinned: tool.pinned,
      returns_external_content: tool.kind === "browser" ? true : null,
    },
  };
}

const levels: Readonly<Record<string, string>> = {
  suggests: "low",
  "acts-with-approval": "medium",
  "acts-alone": "high",
};

export function ofAgent(inventory: Inventory, agent: Row<"agents">): Known {
  const used = new Set(namedBy(inventory, agent.id, "uses"));
  const tools = inventory.tools.filter(({ id }) => used.has(id));
  const runsCode = any(tools.map(({ kind }) => isOneOf(kind, "code-execution")));
  return {
    type: "agent_orchestrator",
    attributes: {
      autonomy_level: levels[agent.autonomy ?? ""] ?? null,
      can_write: any(tools.map(({ mayWrite }) => mayWrite)),
      can_send_external: any(tools.map(({ maySendOut }) => maySendOut)),
      can_execute_code: runsCode,
      multi_agent: namedBy(inventory, agent.id, "delegates-to").length > 0 ? true : null,
      uses_user_identity: isOneOf(agent.identity, "user-delegated"),
      max_steps_set: agent.maxSteps === null ? null : true,
      human_approval: agent.humanApproval,
    },
  };
}

/** Returns the memory of an agent that outlives an answer; null where it has none or nobody has said. */
export function memoryOf({ memory }: Row<"agents">): Known | null {
  if (memory !== "session" && memory !== "lasting" && memory !== "shared") return null;
  return {
    type: "memory_store",
    attributes: { long_term: memory !== "session", shared_between_users: memory === "shared" },
  };
}

export function ofGuardrail(inventory: Inventory, guardrail: Row<"guardrails">): Known {
  const { kind, failsClosed } = guardrail;
  const third_party = namedBy(inventory, guardrail.id, "provided-by").length > 0 ? true : null;
  const fail_mode = failsClosed === null ? null : failsClosed ? "closed" : "open";
  const checksOutput = kind === "output-filter" || kind === "grounding-check";
  if (!checksOutput) return { type: "input_guardrail", attributes: { kind, fail_mode, third_party } };
  return {
    type: "output_guardrail",
    attributes: { kind, fail_mode, third_party, checks_grounding: kind === "grounding-check" },
  };
}

export function ofUsers({ system }: Inventory): Known {
  const vulnerable = system.affectedPeople.some((one) => one === "children" || one === "patients");
  return {
    type: "end_user",
    attributes: {
      authenticated: system.exposure === null || system.exposure === "public" ? null : true,
      anonymous_allowed: isOneOf(system.exposure, "public"),
      vulnerable_group: system.affectedPeople.length === 0 ? null : vulnerable,
      decision_support: isOneOf(system.decisionImpact, "informs", "recommends"),
    },
  };
}

export function ofApplication({ system }: Inventory): Known {
  const reached = system.exposure !== null && system.exposure !== "internal";
  return { type: "application_backend", attributes: { internet_facing: reached ? true : null } };
}

/** Returns the person who looks at what the system does; null where nobody does, or nobody has said. */
export function ofReviewer({ system }: Inventory): Known | null {
  const { humanOversight } = system;
  if (humanOversight === null || humanOversight === "none") return null;
  return { type: "human_reviewer", attributes: {} };
}

/** Returns the facts of the system as a whole that the inventory shows to be so; it shows none to be absent. */
export function factsOfSystem({ system, models }: Inventory): Record<string, boolean> {
  const sensitive = ["personal", "special-category", "secrets", "confidential"];
  const facts = {
    has_sensitive_data:
      system.personalData === true || system.dataClasses.some((one) => sensitive.includes(one)),
    use_is_classification: ["classic-ml", "computer-vision", "recommendation"].includes(system.kind ?? ""),
    multimodal: models.some(({ modalities }) =>
      modalities.some((one) => ["image", "audio", "video"].includes(one)),
    ),
    public_content: system.generatesContent === true && system.exposure === "public",
  };
  return Object.fromEntries(Object.entries(facts).filter(([, holds]) => holds));
}
