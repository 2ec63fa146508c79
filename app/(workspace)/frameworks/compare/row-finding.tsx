import type { crosswalkFindings } from "@/lib/domain/controls/queries/coverage";
import { relationships } from "@/lib/domain/frameworks/schema";
import { JudgeRow } from "./judge-row";

/** What people have said of the rows of judgement, and whether this person may. */
export type Said = Awaited<ReturnType<typeof crosswalkFindings.execute>>;

interface RowFindingProps {
  said: Said;
  from: string;
  to: string;
  fromRef: string;
  toRef: string;
  /** What the row itself says. */
  suggested: string;
}

/** What a person says of one row of judgement, and the way to say it. */
export function RowFinding({ said, from, to, fromRef, toRef, suggested }: RowFindingProps) {
  const found = said.rows.find((one) => one.fromRef === fromRef && one.toRef === toRef);
  const word = relationships.find(({ value }) => value === found?.relationship)?.label;
  return (
    <span className="grid justify-items-start gap-1">
      {found ? (
        <>
          <span>{`${found.relationship === suggested ? "Confirmed" : "Overridden"}: ${word}`}</span>
          <span className="text-ink-faint text-xs">{`${found.by}: ${found.reason}`}</span>
        </>
      ) : (
        <span className="text-ink-faint">Nobody yet</span>
      )}
      {said.can.judge ? (
        <JudgeRow
          row={{ sourceFramework: from, sourceRef: fromRef, targetFramework: to, targetRef: toRef }}
          suggested={suggested}
        />
      ) : null}
    </span>
  );
}
