import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { OptionBadge } from "@/components/ui/option-badge";
import { controlStatuses, labelOfOutcome } from "@/lib/domain/controls/schema";
import { findingStates, severityOptions } from "@/lib/domain/test-runs/findings/schema";
import { threatStates } from "@/lib/domain/threat-models/record/schema";
import type { ShownFinding } from "./read-finding";

/** The controls that the check of a finding tests, the threats of the system that it is a case of, and findings of its class. */
export function BelongsSection({ finding }: { finding: ShownFinding }) {
  const { controls, threats, alike, className } = finding;
  return (
    <>
      <Section
        title={`Controls it tests: ${controls.length}`}
        id="controls"
        description="What a run shows is recorded as their test. Which checks test a control is said on its page."
        flush
      >
        <SimpleTable
          label="Controls that this check tests"
          columns={[
            { key: "control", label: "Control" },
            { key: "test", label: "Newest test", width: "9rem" },
            { key: "status", label: "Status", width: "9rem" },
          ]}
          rows={controls.map(({ id, ref, title, status, lastOutcome }) => ({
            key: id,
            href: `/controls/${id}`,
            cells: {
              control: `${ref} ${title}`,
              test: lastOutcome ? labelOfOutcome(lastOutcome) : "Never tested",
              status: <OptionBadge options={controlStatuses} value={status} />,
            },
          }))}
          empty="It tests no control, so no score moves with it."
        />
      </Section>
      <Section
        title={`Threats: ${threats.length}`}
        id="threats"
        description={
          className
            ? `Of the threat models of the system, those that cite a technique of ${className}.`
            : undefined
        }
        flush
      >
        <SimpleTable
          label="Threats that this is a case of"
          columns={[
            { key: "threat", label: "Threat" },
            { key: "state", label: "State", width: "9rem" },
          ]}
          rows={threats.map(({ id, ref, title, state }) => ({
            key: id,
            href: `/threats/${id}`,
            cells: { threat: `${ref} ${title}`, state: <OptionBadge options={threatStates} value={state} /> },
          }))}
          empty="No threat model of the system names such a threat."
        />
      </Section>
      {alike.length > 0 ? (
        <Section title={`Of the same class on this system: ${alike.length}`} id="alike" flush>
          <SimpleTable
            label="Findings of the same class"
            columns={[
              { key: "finding", label: "Finding" },
              { key: "tool", label: "Tool", width: "8rem" },
              { key: "severity", label: "Severity", width: "8rem" },
              { key: "state", label: "State", width: "10rem" },
            ]}
            rows={alike.map(({ id, ref, title, tool, severity, state }) => ({
              key: id,
              href: `/findings/${id}`,
              cells: {
                finding: `${ref} ${title}`,
                tool,
                severity: <OptionBadge options={severityOptions} value={severity} />,
                state: <OptionBadge options={findingStates} value={state} />,
              },
            }))}
            empty="None."
          />
        </Section>
      ) : null}
    </>
  );
}
