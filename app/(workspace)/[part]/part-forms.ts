import type { FieldShapes, FormSection } from "@/components/form/form-layout";
import { agentFields } from "@/lib/domain/inventory/agents/schema";
import { datasetFields } from "@/lib/domain/inventory/datasets/schema";
import { guardrailFields } from "@/lib/domain/inventory/guardrails/schema";
import { modelFields } from "@/lib/domain/inventory/models/schema";
import type { PartConcept } from "@/lib/domain/inventory/parts/concepts/schema";
import { promptFields } from "@/lib/domain/inventory/prompts/schema";
import { toolFields } from "@/lib/domain/inventory/tools/schema";
import { vendorFields } from "@/lib/domain/inventory/vendors/schema";
import { agentSections } from "./_sections/agents";
import { datasetSections } from "./_sections/datasets";
import { guardrailSections } from "./_sections/guardrails";
import { modelSections } from "./_sections/models";
import { promptSections } from "./_sections/prompts";
import { toolSections } from "./_sections/tools";
import { vendorSections } from "./_sections/vendors";

/** How the pages of a kind of part are filled: its fields in reading order, and the words of its register. */
interface PartPages {
  shape: FieldShapes;
  sections: readonly FormSection[];
  description: string;
  empty: string;
}

/** The pages of each kind of part. */
export const partPages: Readonly<Record<PartConcept, PartPages>> = {
  models: {
    shape: modelFields,
    sections: modelSections,
    description: "AI models that systems use, whoever runs them.",
    empty:
      "A model is what a system thinks with: a language model behind an API, a classifier you trained, a fine-tuned speech model. Several systems may share one.",
  },
  datasets: {
    shape: datasetFields,
    sections: datasetSections,
    description: "Data that trains, tunes, grounds or tests AI systems.",
    empty:
      "A dataset is data that trains, tunes, grounds or tests a system. Its origin, licence and vetting belong here once, for all systems that use it.",
  },
  prompts: {
    shape: promptFields,
    sections: promptSections,
    description: "The words with which systems instruct their models.",
    empty:
      "A prompt is a template that instructs a model. Keep the version in use here: its hash shows later whether it is still the one that was tested.",
  },
  tools: {
    shape: toolFields,
    sections: toolSections,
    description: "What AI systems and agents can call, MCP servers included.",
    empty:
      "A tool is what a model can call: a function, an interface, an MCP server. What each may read, write, spend and send out belongs here.",
  },
  agents: {
    shape: agentFields,
    sections: agentSections,
    description: "Software that lets a model choose and take steps by itself.",
    empty:
      "An agent lets a model choose its next step. Its tools, its memory, its limits and who can stop it belong here.",
  },
  guardrails: {
    shape: guardrailFields,
    sections: guardrailSections,
    description: "Checks between people, models and tools.",
    empty:
      "A guardrail blocks, redacts or flags what passes. Say where it sits, what it does on a hit, and what it protects.",
  },
  vendors: {
    shape: vendorFields,
    sections: vendorSections,
    description: "Suppliers of models, data, tools and services.",
    empty:
      "A vendor supplies a model, data, a tool or a service. What you know of its contract and its security belongs here once, for all systems that depend on it.",
  },
};
