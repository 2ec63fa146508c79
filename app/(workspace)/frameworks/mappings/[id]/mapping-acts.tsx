"use client";
import { DraftActs } from "@/components/form/draft-acts";
import { FormDialog } from "@/components/form/form-dialog";
import { ButtonLink } from "@/components/ui/button-link";
import { reasonFields } from "@/lib/domain/frameworks/versions/schema";

interface MappingActsProps {
  id: string;
  version: number;
  name: string;
  can: { apply: boolean; discard: boolean; withdraw: boolean };
  /** The two frameworks, as the comparison takes them. */
  pair: string;
}

/** Puts a draft in force or discards it; withdraws what is in force. */
export function MappingActs({ id, version, name, can, pair }: MappingActsProps) {
  const url = `/api/v1/crosswalk-sets/${id}`;
  return (
    <>
      {can.withdraw ? (
        <>
          <FormDialog
            {...{ noun: "set", version, done: null, shape: reasonFields, layout: [{ fields: ["reason"] }] }}
            label="Withdraw"
            title={`Withdraw ${name}`}
            action={{ method: "POST", url: `${url}/withdraw` }}
            submit="Withdraw mappings"
            saved="Withdrawn."
          >
            Its rows are no longer in the crosswalk, and what they carried over is open again. What was said
            of them stays.
          </FormDialog>
          <ButtonLink href={`/frameworks/compare?${pair}`} tone="primary">
            Compare the two
          </ButtonLink>
        </>
      ) : null}
      <DraftActs
        {...{ url, version, name, can }}
        noun="set"
        apply={{
          ...{ label: "Put in force", title: `Put ${name} in force`, submit: "Put in force" },
          saved: "In force. The rows are in the crosswalk.",
          shape: reasonFields,
        }}
      >
        Published rows count as they stand. Rows of judgement show as related until a person confirms each.
      </DraftActs>
    </>
  );
}
