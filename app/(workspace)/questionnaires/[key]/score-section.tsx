import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import type { Score } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";

interface ScoreSectionProps {
  score: Score | null;
  label: string | undefined;
  all: number;
  shown: number;
  hidden: readonly Question[];
}

/** How many questions are asked by now, what is answered but no longer asked, and the score with how it comes about. */
export function ScoreSection({ score, label, all, shown, hidden }: ScoreSectionProps) {
  return (
    <div className="xl:sticky xl:top-16">
      <Section title="Try it out" description="Nothing you choose here is kept.">
        <p className="text-sm" role="status">
          {shown} of {all} questions are asked. The facts of the system are taken as not known.
        </p>
        {hidden.length > 0 ? (
          <div className="mt-3 text-sm">
            <p className="font-medium">Answered, but no longer asked:</p>
            <ul className="mt-1 list-disc pl-5 text-ink-soft">
              {hidden.map(({ key, label: words }) => (
                <li key={key}>{words}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {score ? (
          <ScoreFigures score={score} label={label ?? "Score"} />
        ) : (
          <p className="mt-3 text-ink-soft text-sm">It is not scored.</p>
        )}
      </Section>
    </div>
  );
}

/** A score with how it comes about, section by section. */
export function ScoreFigures({ score, label }: { score: Score; label: string }) {
  const { percent, band, open, unknown, notApplicable, sections } = score;
  return (
    <div className="mt-4 border-line border-t pt-3 text-sm">
      <p className="font-medium">{label}</p>
      {percent === null ? (
        <p className="text-ink-soft">Answer a scored question to see it.</p>
      ) : (
        <>
          <p className="mt-1 flex items-center gap-2">
            <span className="font-semibold text-lg tabular-nums">{Math.round(percent)} %</span>
            {open > 0 ? <span className="text-ink-soft">so far</span> : null}
            {band ? <Badge tone={band.tone}>{band.label}</Badge> : null}
          </p>
          {band ? <p className="mt-1 text-ink-soft">{band.help}</p> : null}
          <dl className="mt-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
            {sections.map(({ key, title, earned, most }) => (
              <div key={key} className="contents">
                <dt className="text-ink-soft">{title}</dt>
                <dd className="text-right tabular-nums">
                  {round(earned)} of {round(most)}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <p className="mt-3 text-ink-soft">
        {open} scored questions are open, {unknown} say “I don't know”, {notApplicable} do not apply.
      </p>
    </div>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
