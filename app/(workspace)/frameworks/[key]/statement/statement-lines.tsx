import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { OptionBadge } from "@/components/ui/option-badge";
import { coverageStates } from "@/lib/domain/controls/coverage/schema";
import type { Statement } from "@/lib/domain/controls/queries/statement";
import { ExcludeRequirement } from "./statement-acts";

interface StatementLinesProps {
  framework: string;
  unit: Statement["unit"];
  lines: Statement["lines"];
  mayExclude: boolean;
  decided: boolean;
}

const shown = 4;

/** Every requirement of a statement: whether it applies, why not, how it is covered, and by which controls. */
export function StatementLines({ framework, unit, lines, mayExclude, decided }: StatementLinesProps) {
  const which = { framework, unitId: unit.id };
  return (
    <Section
      title={`Requirements: ${lines.length}`}
      description="A requirement applies unless it is excluded with a reason."
      flush
    >
      <SimpleTable
        label="Requirements"
        columns={[
          { key: "requirement", label: "Requirement", width: "32%" },
          { key: "state", label: "Covered", width: "10rem" },
          { key: "why", label: "Controls, or why it does not apply" },
          { key: "act", label: "", width: "8rem", align: "right" },
        ]}
        rows={lines.map((line) => ({
          key: line.ref,
          cells: {
            requirement: (
              <>
                <span className="text-ink-soft">{line.ref}</span> {line.title}
              </>
            ),
            state: <OptionBadge options={coverageStates} value={line.state} />,
            why: line.applicable ? <Controls controls={line.controls} /> : <Excluded line={line} />,
            act: mayExclude ? actOf(line, which, unit.name, decided) : null,
          },
        }))}
        empty="The framework has nothing to fulfil."
      />
    </Section>
  );
}

type Line = Statement["lines"][number];

function actOf(line: Line, which: { framework: string; unitId: string }, unit: string, decided: boolean) {
  if (line.applicable)
    return <ExcludeRequirement which={which} reference={line.ref} title={line.title} decided={decided} />;
  if (line.excludedAt !== unit) return null;
  return (
    <ActButton
      label="Let it apply"
      size="sm"
      tone="quiet"
      action={{ method: "POST", url: "/api/v1/statements/include", body: { ...which, ref: line.ref } }}
      confirm={{
        title: `Let ${line.ref} apply again?`,
        consequence: decided
          ? "The approval of the statement goes stale, and has to be asked for again."
          : "The reason stays in the audit trail.",
        button: "Let it apply",
      }}
      done="It applies again."
    />
  );
}

function Excluded({ line: { reason, excludedAt } }: { line: Line }) {
  return (
    <>
      {reason}
      <span className="block text-ink-faint text-xs">{`Excluded by ${excludedAt}`}</span>
    </>
  );
}

function Controls({ controls }: { controls: Line["controls"] }) {
  if (controls.length === 0) return <span className="text-ink-faint">No control speaks of it here.</span>;
  return (
    <ul className="grid gap-1.5">
      {controls.slice(0, shown).map(({ id, ref, title }) => (
        <li key={id}>
          <Link href={`/controls/${id}`} prefetch={false} className="hover:underline">
            {ref} {title}
          </Link>
        </li>
      ))}
      {controls.length > shown ? (
        <li className="text-ink-faint text-xs">{`and ${controls.length - shown} more`}</li>
      ) : null}
    </ul>
  );
}
