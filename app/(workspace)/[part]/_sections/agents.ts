import type { FormSection, PlacedField } from "@/components/form/form-layout";
import { half, keeping } from "../../systems/_inventory/keeping";

// Where nothing can be spent, there is nothing to say about it.
const spends: PlacedField["when"] = ({ spendLimit }) =>
  !["", "0", "null", "undefined"].includes(String(spendLimit));

/** The facts of an agent in reading order, for its form and its record. */
export const agentSections: readonly FormSection[] = [
  {
    title: "What it is",
    fields: ["name", "description", half("autonomy"), half("memory")],
  },
  {
    title: "What it works with",
    fields: ["modelIds", "toolIds", "promptIds", "agentIds"],
  },
  {
    title: "What bounds it",
    fields: [
      half("maxSteps"),
      half("spendLimit"),
      { key: "spendCurrency", half: true, when: spends },
      { key: "spendPeriod", half: true, when: spends },
    ],
  },
  {
    title: "What holds it",
    fields: [half("humanApproval"), half("killSwitch"), half("identity"), half("actionsLogged")],
  },
  keeping,
];
