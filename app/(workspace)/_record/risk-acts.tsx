"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { linkFields } from "@/lib/domain/controls/schema";
import { riskFields } from "@/lib/domain/risks/schema";

interface ActProps {
  /** The record that becomes a risk, or part of one. */
  reference: string;
  /** Where it is sent. */
  url: string;
}

const newRisk = { title: riskFields.title, ownerId: riskFields.ownerId };

/** Adds a risk in the words of a record; `says` tells what comes along. */
export function MakeRisk({ reference, url, title, says }: ActProps & { title: string; says: string }) {
  return (
    <FormDialog
      label="Make it a risk"
      size="sm"
      title={`Risk from ${reference}`}
      shape={newRisk}
      layout={[{ fields: ["title", "ownerId"] }]}
      noun="risk"
      action={{ method: "POST", url }}
      values={{ title }}
      done={null}
      submit="Add risk"
      saved="Risk added and linked."
    >
      {says}
    </FormDialog>
  );
}

const joined = { riskId: linkFields.riskId };

/** Says that a record belongs to a risk that is there. */
export function JoinRisk({ reference, url }: ActProps) {
  return (
    <FormDialog
      label="Join a risk"
      size="sm"
      title={`Join ${reference} to a risk`}
      shape={joined}
      layout={[{ fields: ["riskId"] }]}
      noun="link"
      action={{ method: "POST", url }}
      done={null}
      submit="Join risk"
      saved="Joined."
    />
  );
}
