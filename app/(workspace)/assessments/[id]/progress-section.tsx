import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { ProgressBar } from "@/components/ui/progress-bar";
import { ScoreFigures } from "../../questionnaires/[key]/score-section";
import type { AssessmentRecord } from "./read-assessment";

/** How far an assessment has come, what it does not know, and its score with how it comes about. */
export function ProgressSection({ assessment }: { assessment: AssessmentRecord }) {
  const { id, answered, asked, left, unknown, scored, template, hidden, fills } = assessment;
  return (
    <Section title="Where it stands">
      <ProgressBar label="Answered" value={answered} of={asked} />
      <p className="mt-3 text-sm">
        {left.length === 0 ? "Nothing is left to do." : `${left.length} left to answer, confirm or mend.`}{" "}
        {unknown > 0 ? `${unknown} ${unknown === 1 ? "answer says" : "answers say"} “I don't know”.` : null}
      </p>
      {fills ? (
        <div className="mt-3">
          <ActButton
            label="Fill in from records"
            size="sm"
            action={{ method: "POST", url: `/api/v1/assessments/${id}/fill`, body: {} }}
            done="What the records say is filled in, to be confirmed."
          />
        </div>
      ) : null}
      {hidden.length > 0 ? (
        <div className="mt-3 text-sm">
          <p className="font-medium">Answered, but no longer asked:</p>
          <ul className="mt-1 list-disc pl-5 text-ink-soft">
            {hidden.map(({ key, label }) => (
              <li key={key}>{label}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {scored ? <ScoreFigures score={scored} label={template.scoring?.label ?? "Score"} /> : null}
    </Section>
  );
}
