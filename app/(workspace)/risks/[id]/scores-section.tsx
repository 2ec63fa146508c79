import { LevelBadge } from "@/components/domain/level-badge";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { scoreColumns } from "@/lib/domain/risks/rules";
import { type ScoreKind, scoreKinds } from "@/lib/domain/risks/schema";
import { ScoreDialog } from "./primary-act";
import type { RecordParts, RiskRecord } from "./read-record";
import { MadeWith, ScoreThen } from "./score-then";

interface ScoresSectionProps {
  risk: RiskRecord;
  scores: RecordParts["scores"];
  method: RecordParts["method"];
}

const order: readonly ScoreKind[] = ["inherent", "current", "target"];
const labelOf = (kind: string) => scoreKinds.find(({ value }) => value === kind)?.label ?? kind;

/** How bad a risk is before treatment, now, and as intended, each with its reason, and all earlier scores. */
export function ScoresSection({ risk, scores, method }: ScoresSectionProps) {
  const { can, notNow } = risk;
  const action =
    can.score || notNow.score ? (
      <ScoreDialog risk={risk} method={method} size="sm" reason={notNow.score} />
    ) : null;
  return (
    <Section title="Scores" id="scores" flush actions={action}>
      <dl className="grid gap-4 px-4 pt-1 pb-4 md:grid-cols-3">
        {order.map((kind) => (
          <Newest
            key={kind}
            kind={kind}
            risk={risk}
            score={scores.find((one) => one.kind === kind)}
            method={method}
          />
        ))}
      </dl>
      {scores.length > 0 ? <Past scores={scores} /> : null}
    </Section>
  );
}

type Score = RecordParts["scores"][number];

function Newest({
  kind,
  risk,
  score,
  method,
}: {
  kind: ScoreKind;
  risk: RiskRecord;
  score: Score | undefined;
  method: ScoresSectionProps["method"];
}) {
  const columns = scoreColumns(kind);
  const [likelihood, impact] = [risk[columns.likelihood], risk[columns.impact]];
  const off = risk.offScale.includes(kind);
  const step = (word: string | null | undefined, value: number) => `${value} ${word ?? ""}`;
  return (
    <div className="min-w-0">
      <dt className="text-ink-faint text-xs">{labelOf(kind)}</dt>
      <dd className="mt-1 grid gap-1">
        <span>
          {off && score ? (
            <ScoreThen score={score} />
          ) : (
            <LevelBadge score={risk[columns.score]} bands={method.bands} />
          )}
        </span>
        {likelihood && impact ? (
          <span className="text-ink-soft text-sm">
            Likelihood {step(score?.words?.likelihood, likelihood)} × impact{" "}
            {step(score?.words?.impact, impact)}
          </span>
        ) : null}
        {score && score.methodVersion !== method.version ? <MadeWith score={score} off={off} /> : null}
        {score ? <span className="break-words text-sm">{score.reason}</span> : null}
      </dd>
    </div>
  );
}

function Past({ scores }: { scores: readonly Score[] }) {
  return (
    <details className="border-line border-t">
      <summary className="cursor-pointer px-4 py-2 text-accent text-sm">
        {scores.length === 1 ? "The score with its reason" : `All ${scores.length} scores`}
      </summary>
      <SimpleTable
        label="All scores, newest first"
        columns={[
          { key: "at", label: "When", width: "7rem" },
          { key: "kind", label: "Which", width: "6rem" },
          { key: "score", label: "Score", width: "8rem" },
          { key: "reason", label: "Reason" },
          { key: "by", label: "By", width: "9rem" },
        ]}
        rows={scores.map((one) => {
          const { id, kind, likelihood, impact, words, methodVersion, reason, scoredBy, scoredAt } = one;
          const cells = {
            at: <DateText value={scoredAt} />,
            kind: labelOf(kind),
            score: (
              <>
                <ScoreThen score={one} />
                <span className="block text-ink-faint text-xs">
                  {likelihood} {words?.likelihood} × {impact} {words?.impact}, method {methodVersion}
                </span>
              </>
            ),
            reason,
            by: scoredBy,
          };
          return { key: id, cells };
        })}
        empty="Not scored yet."
      />
    </details>
  );
}
