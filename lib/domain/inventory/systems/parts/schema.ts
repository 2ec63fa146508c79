import { references } from "@/lib/platform/schema/field";

/** The parts that a system names, a field for each kind; what its parts need is reached through them. */
export const systemPartFields = {
  modelIds: references("models", {
    label: "Models",
    help: "The models it uses, whoever runs them (ISO/IEC 42001 A.4.4).",
    synonyms: ["model", "ai model", "ai models", "llm"],
  }),
  datasetIds: references("datasets", {
    label: "Datasets",
    help: "Data that trains, tunes, grounds or tests it (ISO/IEC 42001 A.4.3).",
    synonyms: ["dataset", "data sets", "data sources", "training data"],
  }),
  promptIds: references("prompts", {
    label: "Prompts",
    help: "The templates with which it instructs its models (ISO/IEC 42001 A.6.2.3).",
    synonyms: ["prompt", "system prompt", "prompt templates"],
  }),
  toolIds: references("tools", {
    label: "Tools",
    help: "What it can call, MCP servers included; those of its agents need not be named again (ISO/IEC 42001 A.4.4).",
    synonyms: ["tool", "mcp servers", "mcp server", "plugins"],
  }),
  agentIds: references("agents", {
    label: "Agents",
    help: "Software in it that takes steps by itself (OWASP LLM03:2026).",
    synonyms: ["ai agents", "agents used"],
  }),
  guardrailIds: references("guardrails", {
    label: "Guardrails",
    help: "Checks on what goes in and out; those on its models, agents and tools need not be named again.",
    synonyms: ["guardrail", "filters", "safeguards"],
  }),
  vendorIds: references("vendors", {
    label: "Vendors",
    help: "Suppliers it depends on (ISO/IEC 42001 A.10.3).",
    synonyms: ["vendor", "supplier", "suppliers", "provider", "third party", "third parties"],
  }),
};
