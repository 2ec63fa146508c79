"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { triState } from "@/lib/platform/schema/field";

interface SayFactsProps {
  model: { id: string; ref: string; version: number };
  facts: readonly { name: string; question: string; given: boolean | null }[];
}

/** Says what is known of the system as a whole; what is left open follows from the drawing. */
export function SayFacts({ model: { id, ref, version }, facts }: SayFactsProps) {
  const names = facts.map(({ name }) => name);
  return (
    <FormDialog
      label="Answer"
      size="sm"
      title={`The system of ${ref} as a whole`}
      shape={Object.fromEntries(facts.map(({ name, question }) => [name, triState({ label: question })]))}
      layout={[{ fields: names }]}
      noun="answers"
      action={{ method: "PUT", url: `/api/v1/threat-models/${id}/facts` }}
      values={Object.fromEntries(facts.map(({ name, given }) => [name, given]))}
      version={version}
      prepare={({ version: seen, ...given }) => ({ version: seen, facts: given })}
      done={null}
      submit="Save answers"
      saved="Answers saved. Generate the threats to use them."
    >
      What you leave open follows from the drawing, and never counts as no.
    </FormDialog>
  );
}
