"use client";
import type { FormSection } from "@/components/form/form-layout";
import type { FormSetup } from "@/components/form/form-setup";
import type { FormValues } from "@/components/form/form-values";
import { RecordForm } from "@/components/form/record-form";
import { ownControlForm } from "@/lib/domain/controls/own/schema";
import { MappingControl } from "./mapping-control";

const forSystems = (values: FormValues) => values["scope"] === "system";
const ofSystems = (key: string) => ({ key, when: forSystems });

const layout: readonly FormSection[] = [
  {
    title: "The control",
    description: "What is done, wherever it is carried out.",
    fields: ["title", { key: "kind", half: true }, { key: "family", half: true }, "objective", "statement"],
  },
  {
    title: "Requirements it serves",
    description: "Only a control that does just that or all of it can fulfil a requirement by itself.",
    fields: ["requirements"],
  },
  {
    title: "How it is shown to work",
    fields: ["tests", "evidence"],
  },
  {
    title: "Where it applies",
    description:
      "Each fact that is named must fit, by any of its values. Where none is, it applies everywhere.",
    fields: [
      "scope",
      ...["stages", "kinds", "exposures", "autonomies", "dataClasses", "euRoles", "only"].map(ofSystems),
      "because",
    ],
  },
  {
    title: "What it lowers",
    fields: [
      { key: "lowersLikelihood", half: true },
      { key: "lowersImpact", half: true },
    ],
  },
];

/** The form of a control that the organisation adds to the library; `options.requirements` are the frameworks in force. */
export function OwnControlForm(setup: FormSetup) {
  return (
    <RecordForm
      shape={ownControlForm}
      noun="control"
      layout={layout}
      drawn={{ requirements: MappingControl }}
      {...setup}
    />
  );
}
