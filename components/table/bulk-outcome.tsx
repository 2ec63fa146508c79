"use client";
import { SimpleTable } from "@/components/table/simple-table";
import type { BulkResult } from "@/components/table/use-bulk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { capitalised } from "@/lib/platform/schema/capitalised";

interface BulkOutcomeProps {
  concept: string;
  noun: { one: string; many: string };
  results: readonly BulkResult[];
  running: boolean;
  stop: () => void;
  onRetry: (rows: readonly BulkResult["row"][]) => void;
  onClose: () => void;
}

const looks = {
  waiting: { word: "Waiting", tone: "neutral" },
  changed: { word: "Changed", tone: "good" },
  refused: { word: "Refused", tone: "bad" },
} as const;

/** What became of each record, what was refused first. */
export function BulkOutcome({ concept, noun, results, running, stop, onRetry, onClose }: BulkOutcomeProps) {
  const of = (state: BulkResult["state"]) => results.filter((result) => result.state === state);
  const refused = of("refused");
  const shown = [...refused, ...of("waiting"), ...of("changed")];
  return (
    <div className="grid gap-4">
      <ProgressBar label="Done" value={results.length - of("waiting").length} of={results.length} />
      <p role="status" className="text-sm">
        {running ? "Working …" : `${of("changed").length} changed, ${refused.length} refused.`}
      </p>
      <section
        aria-label="Result per record"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-lg border border-line"
      >
        <SimpleTable
          label={`Result per ${noun.one}`}
          columns={[
            { key: "name", label: capitalised(noun.one) },
            { key: "state", label: "Result", width: "7rem" },
          ]}
          rows={shown.map(({ row, state, reason }) => ({
            key: row.id,
            href: `/${concept}/${row.id}`,
            cells: {
              name: `${row.ref} ${row.name}${reason ? `: ${reason}` : ""}`,
              state: <Badge tone={looks[state].tone}>{looks[state].word}</Badge>,
            },
          }))}
          empty="Nothing was chosen."
        />
      </section>
      <div className="flex gap-2">
        {running ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <>
            {refused.length > 0 ? (
              <Button tone="primary" onClick={() => onRetry(refused.map(({ row }) => row))}>
                Try the refused again
              </Button>
            ) : null}
            <Button onClick={onClose}>Close</Button>
          </>
        )}
      </div>
    </div>
  );
}
