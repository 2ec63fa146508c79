"use client";
import { type ComponentProps, type ReactNode, useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { InlineAlert } from "@/components/ui/inline-alert";

export interface Chosen {
  modelId: string;
  rows: readonly { id: string; version: number; ref: string }[];
  onDone: () => void;
}

type ActOnManyProps = Chosen &
  Pick<ComponentProps<typeof FormDialog>, "label" | "tone" | "shape" | "layout"> & {
    /** The last step of the address: "decide". */
    act: string;
    /** What is said of those for which it was done: "decided". */
    past: string;
    children: ReactNode;
  };

interface Answer {
  rows: readonly { id: string; ref: string | null; done: boolean; message: string | null }[];
}

/** Does the same with several threats of a model; what could not be done is named, each with why. */
export function ActOnMany({ modelId, rows, onDone, act, past, label, children, ...form }: ActOnManyProps) {
  const [refused, setRefused] = useState<Answer["rows"]>([]);
  return (
    <>
      {refused.length > 0 ? (
        <InlineAlert tone="warn" live title={`${refused.length} not ${past}`}>
          {refused.map(({ ref, message }) => `${ref ?? "A threat"}: ${message}`).join(" ")}
        </InlineAlert>
      ) : null}
      <FormDialog
        {...form}
        label={label}
        size="sm"
        title={label}
        noun="decision"
        action={{ method: "POST", url: `/api/v1/threat-models/${modelId}/${act}` }}
        fixed={{ threats: rows.map(({ id, version }) => ({ id, version })) }}
        done={null}
        submit={label}
        saved={(answer) =>
          `${(answer as Answer).rows.filter(({ done }) => done).length} of ${rows.length} ${past}.`
        }
        onSaved={(answer) => {
          const left = (answer as Answer).rows.filter(({ done }) => !done);
          setRefused(left);
          if (left.length === 0) onDone();
        }}
      >
        {children}
      </FormDialog>
    </>
  );
}

/** Returns how many threats are chosen, in words. */
export function countOf({ length }: Chosen["rows"]): string {
  return length === 1 ? "1 threat" : `${length} threats`;
}
