"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { assumptionFields, assumptionState } from "@/lib/domain/threat-models/record/part-fields/schema";

interface AssumptionProps {
  model: { id: string; ref: string; version: number };
  assumption: { text: string; confirmed: boolean | null; ownerId: string | null };
  /** The people named, by id. */
  names: Record<string, string>;
}

/** Adds an assumption to a model, or changes one: what is taken for granted, whether it holds, and who looks. */
export function AssumptionForm({
  model,
  assumption,
  names,
}: Omit<AssumptionProps, "assumption"> & { assumption: AssumptionProps["assumption"] | null }) {
  return (
    <FormDialog
      label={assumption ? "Edit" : "Add assumption"}
      size="sm"
      {...(assumption ? { describedAs: assumption.text } : {})}
      title={assumption ? "Edit assumption" : `New assumption in ${model.ref}`}
      shape={assumptionFields}
      layout={[{ fields: ["text", { key: "state", half: true }, { key: "ownerId", half: true }] }]}
      noun="assumption"
      action={{ method: "PUT", url: `/api/v1/threat-models/${model.id}/assumptions` }}
      values={
        assumption
          ? { ...assumption, state: assumptionState(assumption.confirmed) }
          : { state: "open", ownerId: null }
      }
      names={names}
      version={model.version}
      fixed={{ was: assumption?.text ?? null }}
      done={null}
      submit={assumption ? "Save assumption" : "Add assumption"}
      saved={assumption ? "Saved." : "Added."}
    />
  );
}

/** Takes an assumption out of a model. */
export function RemoveAssumption({ model, assumption }: Omit<AssumptionProps, "names">) {
  return (
    <ActButton
      label="Remove"
      describedAs={assumption.text}
      size="sm"
      action={{
        method: "POST",
        url: `/api/v1/threat-models/${model.id}/remove-assumption`,
        body: { version: model.version, was: assumption.text },
      }}
      confirm={{
        title: "Remove this assumption?",
        consequence: "The history and earlier versions keep it.",
        button: "Remove",
      }}
      done="Removed."
    />
  );
}
