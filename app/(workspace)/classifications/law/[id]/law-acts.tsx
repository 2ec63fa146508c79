"use client";
import { DraftActs } from "@/components/form/draft-acts";
import { applyFields } from "@/lib/domain/obligations/law-versions/schema";

interface LawActsProps {
  id: string;
  version: number;
  edition: string;
  can: { apply: boolean; discard: boolean };
  affected: number;
  /** How many of them are signed. */
  signed: number;
}

/** Applies or discards a draft. */
export function LawActs({ id, version, edition, can, affected, signed }: LawActsProps) {
  return (
    <DraftActs
      {...{ version, can, noun: "edition", name: edition, url: `/api/v1/laws/${id}` }}
      apply={{
        ...{ label: "Apply", title: `Apply ${edition}`, submit: "Apply edition", shape: applyFields },
        saved: "Applied. Systems are classified by it from now on.",
      }}
    >
      {`${affected} of the systems you may read change, ${signed} of them signed. A signature goes stale where an outcome or an open question changes, and is asked for again.`}
    </DraftActs>
  );
}
