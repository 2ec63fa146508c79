import "server-only";
import {
  datasetWords,
  factWords,
  modelWords,
  moveWords,
  type Records,
  riskWords,
} from "@/lib/domain/duties/documents/records";

/** One thing that an item of a document says: a label with what the records hold, null where they hold nothing. */
export interface DrawnLine {
  label: string;
  value: string | null;
}

/** What is known of the classification beside the records. */
export interface Classed {
  roles: readonly string[];
  /** The conditions of Art. 6(3) that were answered with yes. */
  derogation: string | null;
}

type Draw = (records: Records, classed: Classed) => DrawnLine[];

const line = (label: string, value: string | null): DrawnLine => ({ label, value: value || null });
const missing = (...labels: string[]): DrawnLine[] => labels.map((label) => line(label, null));
const names = (records: Records, concept: string) => records.names(concept).join(", ") || null;
const fact = (label: string, name: Parameters<typeof factWords>[1]) => (records: Records) =>
  line(label, factWords(records, name));
const purpose = fact("Intended purpose", "purpose");
const stage = fact("Stage", "stage");

function provider({ organisation, names: of }: Records, { roles }: Classed): DrawnLine {
  return line("Provider", roles.includes("provider") ? organisation : of("vendors").join(", "));
}

function approved({ assessments }: Records, template: string, label: string): DrawnLine {
  const found = assessments.find(({ templateKey }) => templateKey === template);
  return line(
    label,
    found
      ? `Questionnaire ${found.state === "approved" ? "approved" : `not approved: ${found.state}`}`
      : null,
  );
}

/** What each item of Annex IV and VIII takes from the records; what is not named here has no source beside controls and evidence. */
export const drawn: Readonly<Record<string, Draw>> = {
  "Annex IV(1)(a)": (records, classed) => [
    purpose(records),
    provider(records, classed),
    ...missing("Version of the system"),
  ],
  "Annex IV(1)(b)": (records) => [
    line("Tools and MCP servers", names(records, "tools")),
    line("Agents", names(records, "agents")),
  ],
  "Annex IV(1)(c)": (records) => [
    line("Models and versions", modelWords(records)),
    ...missing("Update requirements"),
  ],
  "Annex IV(1)(d)": () => missing("Forms in which it is supplied"),
  "Annex IV(1)(e)": () => missing("Hardware it is meant to run on"),
  "Annex IV(1)(f)": () => missing("Pictures, where it is a component of a product"),
  "Annex IV(1)(g)": () => missing("Interface of the deployer"),
  "Annex IV(1)(h)": () => missing("Instructions for use"),
  "Annex IV(2)(a)": (records) => [
    fact("How it works", "description")(records),
    line("Models of others", modelWords(records)),
  ],
  "Annex IV(2)(b)": (records) => [
    fact("Kind", "kind")(records),
    fact("Autonomy", "autonomy")(records),
    fact("Decision impact", "decisionImpact")(records),
    fact("Affected people", "affectedPeople")(records),
  ],
  "Annex IV(2)(c)": (records) => [
    line("Models", modelWords(records)),
    ...missing("Computing used to develop, train and test it"),
  ],
  "Annex IV(2)(d)": (records) => [line("Datasets", datasetWords(records))],
  "Annex IV(2)(e)": (records) => [fact("Human oversight", "humanOversight")(records)],
  "Annex IV(2)(f)": (records) => [
    fact("Learns in use", "learnsInUse")(records),
    ...missing("Changes determined beforehand"),
  ],
  "Annex IV(2)(g)": () => missing("Validation and test reports, signed and dated"),
  "Annex IV(2)(h)": (records) => [line("Guardrails", names(records, "guardrails"))],
  "Annex IV(3)": (records) => [
    fact("Exposure", "exposure")(records),
    fact("Users informed", "usersInformed")(records),
    ...missing("Accuracy for the groups it is used on"),
  ],
  "Annex IV(4)": () => missing("Performance metrics and why they suit"),
  "Annex IV(5)": (records) => [line("Risks", riskWords(records))],
  "Annex IV(6)": (records) => [line("Moves through its life", moveWords(records))],
  "Annex IV(7)": () => missing("Harmonised standards applied"),
  "Annex IV(8)": () => missing("EU declaration of conformity"),
  "Annex IV(9)": () => missing("Post-market monitoring plan"),
  "Annex VIII(A)(1)": (records, classed) => [
    provider(records, classed),
    ...missing("Address and contact of the provider"),
  ],
  "Annex VIII(A)(2)": () => missing("Person submitting on its behalf"),
  "Annex VIII(A)(3)": () => missing("Authorised representative"),
  "Annex VIII(A)(4)": ({ system }) => [
    line("Trade name", system.name),
    line("Reference", `S-${String(system.number).padStart(4, "0")}`),
  ],
  "Annex VIII(A)(5)": (records) => [purpose(records)],
  "Annex VIII(A)(6)": (records) => [
    line("Data", datasetWords(records)),
    fact("Operating logic", "description")(records),
  ],
  "Annex VIII(A)(7)": (records) => [stage(records)],
  "Annex VIII(A)(8)": () => missing("Certificate of the notified body"),
  "Annex VIII(A)(9)": () => missing("Copy of the certificate"),
  "Annex VIII(A)(10)": (records) => [
    fact("Regions", "regions")(records),
    ...missing("Member States one by one"),
  ],
  "Annex VIII(A)(11)": () => missing("Copy of the EU declaration of conformity"),
  "Annex VIII(A)(12)": () => missing("Electronic instructions for use"),
  "Annex VIII(A)(13)": () => missing("Address for further information"),
  "Annex VIII(B)(1)": (records, classed) => [
    provider(records, classed),
    ...missing("Address and contact of the provider"),
  ],
  "Annex VIII(B)(2)": () => missing("Person submitting on its behalf"),
  "Annex VIII(B)(3)": () => missing("Authorised representative"),
  "Annex VIII(B)(4)": ({ system }) => [
    line("Trade name", system.name),
    line("Reference", `S-${String(system.number).padStart(4, "0")}`),
  ],
  "Annex VIII(B)(5)": (records) => [purpose(records)],
  "Annex VIII(B)(6)": (_records, { derogation }) => [line("Condition of Art. 6(3)", derogation)],
  "Annex VIII(B)(8)": (records) => [stage(records)],
  "Annex VIII(C)(1)": ({ organisation }, { roles }) => [
    line("Deployer", roles.includes("deployer") ? organisation : null),
    ...missing("Address and contact of the deployer"),
  ],
  "Annex VIII(C)(2)": () => missing("Person submitting"),
  "Annex VIII(C)(3)": () => missing("Entry of the provider in the EU database"),
  "Annex VIII(C)(4)": (records) => [
    approved(records, "fundamental-rights-impact-assessment", "Fundamental rights impact assessment"),
  ],
  "Annex VIII(C)(5)": (records) => [approved(records, "data-security-and-privacy", "Data protection")],
};
