import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import type { upgradePreview } from "@/lib/domain/assessments/queries/upgrade";

type Move = NonNullable<Awaited<ReturnType<typeof upgradePreview.execute>>["move"]>;

interface UpgradeSectionProps {
  assessment: { id: string; version: number };
  move: Move;
}

/** A newer version of the questionnaire: what would become of the answers, and the move itself. */
export function UpgradeSection({ assessment: { id, version }, move }: UpgradeSectionProps) {
  const { from, to, kept, reworded, rest, added } = move;
  return (
    <Section
      title={`Version ${to} of the questionnaire is there`}
      description={`This assessment asks by version ${from}. Moving it keeps the answers that still fit.`}
      actions={
        <ActButton
          label={`Move to version ${to}`}
          size="sm"
          action={{ method: "POST", url: `/api/v1/assessments/${id}/upgrade`, body: { version, to } }}
          confirm={{
            title: `Move to version ${to}?`,
            consequence: `${kept} answers stay, ${reworded.length} of them to be confirmed; ${rest.length} no longer fit and stay in the history alone; ${added.length} questions are new.`,
            button: "Move",
          }}
          done={`It asks by version ${to} now.`}
        />
      }
    >
      <p className="text-sm">{kept} answers stay.</p>
      <Listed
        title="Stay, but are to be confirmed: the question is worded otherwise"
        rows={reworded.map(({ label }) => label)}
      />
      <Listed
        title="No longer fit, and stay in the history"
        rows={rest.map(({ label, answer, why }) => `${label} ${answer}. ${why}`)}
      />
      <Listed title="New questions" rows={added.map(({ label }) => label)} />
    </Section>
  );
}

function Listed({ title, rows }: { title: string; rows: readonly string[] }) {
  if (rows.length === 0) return null;
  return (
    <div className="mt-3 text-sm">
      <p className="font-medium">
        {title}: {rows.length}
      </p>
      <ul className="mt-1 list-disc pl-5 text-ink-soft">
        {rows.map((row) => (
          <li key={row}>{row}</li>
        ))}
      </ul>
    </div>
  );
}
