import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { severityOptions } from "@/lib/domain/test-runs/findings/schema";
import { verdictOptions } from "@/lib/domain/test-runs/gate/schema";
import type { ShownVerdict } from "./read-verdict";

type Finding = ShownVerdict["answer"]["findings"][number];

const states = {
  new: "New",
  existing: "Known before",
  accepted: "Accepted",
  dismissed: "No weakness, said a person",
} as const;

/** What the rules came to, what was missing, which findings were weighed and which waivers counted. */
export function AnswerSections({ answer }: { answer: ShownVerdict["answer"] }) {
  const { rules, completeness, findings, waivers, notes } = answer;
  const named = new Map(findings.map((one) => [one.fingerprint, nameOf(one)]));
  return (
    <>
      {completeness.missing.length > 0 ? (
        <Section title="What is missing" description="Whatever is missing could hide a failure.">
          <Words lines={completeness.missing} />
        </Section>
      ) : null}
      <Section title={`Rules: ${rules.length}`}>
        <ul className="grid gap-3">
          {rules.map(({ id, result, effect, reason }) => (
            <li key={id} className="grid gap-0.5">
              <span className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{id}</span>
                <OptionBadge options={verdictOptions} value={result} />
                {effect === "warn" ? <span className="text-ink-soft text-sm">warns only</span> : null}
              </span>
              {reason}
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title={`Findings: ${findings.length}`}
        description={`${answer.new} new, ${answer.existing} known before, ${answer.accepted} accepted, ${answer.fixed} fixed, ${answer.not_retested} not tested again.`}
      >
        <SimpleTable
          label="Findings"
          columns={[
            { key: "check", label: "Check" },
            { key: "severity", label: "Severity" },
            { key: "times", label: "Times", align: "right" },
            { key: "state", label: "State" },
          ]}
          rows={findings.map(({ fingerprint, check, detector, place, severity, occurrences, state }) => ({
            key: fingerprint,
            cells: {
              check: nameOf({ check, detector, place }),
              severity: <OptionBadge options={severityOptions} value={severity} />,
              times: String(occurrences),
              state: states[state],
            },
          }))}
          empty="No check was vulnerable."
        />
      </Section>
      {waivers.length > 0 ? (
        <Section title={`Waivers: ${waivers.length}`}>
          <ul className="grid gap-2">
            {waivers.map(({ finding, until, by, reason, state }) => (
              <li key={`${finding} ${until}`}>
                <span className="break-words">{named.get(finding) ?? finding}</span>, {state}, until{" "}
                <DateText value={until} />, by {by}: {reason}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {notes.length > 0 ? (
        <Section title="Notes">
          <Words lines={notes} />
        </Section>
      ) : null}
    </>
  );
}

function nameOf({ check, detector, place }: Pick<Finding, "check" | "detector" | "place">): string {
  return [check, detector, place].filter(Boolean).join(", ");
}

function Words({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="grid list-disc gap-1 pl-5">
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
  );
}
