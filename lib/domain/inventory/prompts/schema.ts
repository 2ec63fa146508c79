import { partColumns, partFields } from "@/lib/domain/inventory/parts/schema";
import { choice, day, longText, references, text, triState } from "@/lib/platform/schema/field";

const promptRoles = [
  { value: "system", label: "System", help: "Sets what the model is and may do." },
  { value: "developer", label: "Developer", help: "The application's own instructions beside it." },
  { value: "user", label: "User", help: "Wraps what a person asks." },
  { value: "tool", label: "Tool", help: "Describes a tool, or wraps what it answers." },
  { value: "evaluation", label: "Evaluation", help: "Lets a model judge another one." },
] as const;

/** What a person writes about a prompt. */
export const promptFields = partFields(
  {
    noun: "prompt",
    example: "Member assistant, system prompt",
    synonyms: ["prompt", "prompt name", "title"],
  },
  {
    role: choice(promptRoles, {
      label: "Role",
      help: "The place it takes in what the model is given.",
      synonyms: ["type", "kind", "message role"],
    }).nullable(),
    promptVersion: text({
      label: "Version",
      help: "The release in use, as its authors count (ISO/IEC 42001 A.6.2.3).",
      example: "14",
      max: 100,
      synonyms: ["prompt version", "release", "revision"],
    }).nullable(),
    template: longText({
      label: "Template",
      help: "The words as they are stored, with {{variables}} in their places. Its hash and variables are computed from it.",
      max: 50_000,
      example: "You answer questions about cover. Use only these passages: {{passages}}",
      synonyms: ["prompt text", "text", "content", "template text"],
    }).nullable(),
    modelIds: references("models", {
      label: "Written for",
      help: "The models it was written for and tested with.",
      synonyms: ["models", "model", "for model"],
    }),
    source: text({
      label: "Kept in",
      help: "Where it is stored and changed: a repository, a prompt store.",
      example: "git: assistants/nora/system.md",
      max: 500,
      synonyms: ["source", "repository", "location", "path"],
    }).nullable(),
    takesUntrustedInput: triState({
      label: "Takes untrusted input",
      help: "A variable is filled with words from outside, which may carry instructions (OWASP LLM01:2026).",
      synonyms: ["untrusted input", "user input"],
    }),
    holdsSecrets: triState({
      label: "Holds secrets",
      help: "It holds keys, personal data or rules that would do harm if it leaked (OWASP LLM08:2026).",
      synonyms: ["secrets", "contains secrets", "sensitive content"],
    }),
    testedOn: day({
      label: "Tested on",
      help: "The day on which this version was last tested against attacks and for its answers.",
      synonyms: ["last tested", "test date"],
    }).nullable(),
  },
);

/** What Plumbline computes from a template. */
export const promptComputed = {
  templateHash: text({
    label: "SHA-256",
    help: "Of the template as UTF-8.",
    max: 64,
    synonyms: ["hash"],
  }).nullable(),
  variables: text({
    label: "Variables",
    help: "The names in {{double}} or {single} braces, in the order of the template.",
    max: 2_000,
  }).nullable(),
};

/** How a prompt names other parts. */
export const promptRelations = { modelIds: "written-for" } as const;

/** The facts that a prompt's completeness counts. */
export const promptFacts = [
  "ownerId",
  "role",
  "promptVersion",
  "template",
  "source",
  "takesUntrustedInput",
  "holdsSecrets",
  "testedOn",
] as const satisfies readonly (keyof typeof promptFields)[];

/** The columns of the register of prompts. */
export const promptColumns = partColumns({ ...promptFields, ...promptComputed }, promptFacts, {
  role: { shown: true, width: 110 },
  promptVersion: { shown: true, width: 100 },
  models: { width: 200 },
  templateHash: { width: 160 },
  variables: { width: 200 },
  takesUntrustedInput: { width: 160 },
  holdsSecrets: { width: 120 },
});
