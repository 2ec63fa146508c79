"use client";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { InlineAlert } from "@/components/ui/inline-alert";
import { decisionOnThreat, givenStates } from "@/lib/domain/threat-models/record/schema";

interface DecideManyProps {
  modelId: string;
  rows: readonly { id: string; version: number; ref: string }[];
  /** They may accept as well. */
  accept: boolean;
  onDone: () => void;
}

interface Answer {
  decided: number;
  rows: readonly { id: string; ref: string | null; done: boolean; message: string | null }[];
}

/** Decides several threats alike; what could not be decided is named, each with why. */
export function DecideMany({ modelId, rows, accept, onDone }: DecideManyProps) {
  const [refused, setRefused] = useState<Answer["rows"]>([]);
  const count = rows.length === 1 ? "1 threat" : `${rows.length} threats`;
  return (
    <>
      {refused.length > 0 ? (
        <InlineAlert tone="warn" live title={`${refused.length} could not be decided`}>
          {refused.map(({ ref, message }) => `${ref ?? "A threat"}: ${message}`).join(" ")}
        </InlineAlert>
      ) : null}
      <FormDialog
        label={`Decide ${count}`}
        tone="primary"
        size="sm"
        title={`Decide ${count}`}
        shape={decisionOnThreat}
        layout={decisionLayout}
        noun="decision"
        options={{ state: statesFor(accept) }}
        action={{ method: "POST", url: `/api/v1/threat-models/${modelId}/decide` }}
        fixed={{ threats: rows.map(({ id, version }) => ({ id, version })) }}
        done={null}
        submit={`Decide ${count}`}
        saved={(answer) => `${(answer as Answer).decided} of ${rows.length} decided.`}
        onSaved={(answer) => {
          const left = (answer as Answer).rows.filter(({ done }) => !done);
          setRefused(left);
          if (left.length === 0) onDone();
        }}
      >
        What you decide stays while the values that made a threat apply do.
      </FormDialog>
    </>
  );
}

/** The states that somebody may give; accepting takes a right of its own. */
export function statesFor(accept: boolean) {
  return givenStates.filter(({ value }) => accept || value !== "accepted");
}

/** What is asked for a decision: the end for an acceptance alone. */
export const decisionLayout = [
  {
    fields: [
      "state",
      "reason",
      { key: "until", when: (values: Record<string, unknown>) => values["state"] === "accepted" },
    ],
  },
];
