import Link from "next/link";
import { Section } from "@/components/layout/section";
import { Tabs } from "@/components/layout/tabs";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { OptionBadge } from "@/components/ui/option-badge";
import { findingRef } from "@/lib/domain/test-runs/findings/rules";
import { findingStates, severityOptions } from "@/lib/domain/test-runs/findings/schema";
import { failureRate, percent } from "@/lib/domain/test-runs/rules";
import type { ShownResults, ShownRun } from "./read-run";

interface ResultsSectionProps {
  run: ShownRun;
  results: ShownResults;
  only: string | null;
}

/** What came of each check of a run with its denominators; those that passed are as much a result. */
export function ResultsSection({ run, results, only }: ResultsSectionProps) {
  const base = `/test-runs/${run.id}`;
  const addressOf = (key: string | null) => (key === null ? base : `${base}?only=${key}`);
  return (
    <Section
      title={`Checks: ${run.checks}`}
      id="checks"
      description={`${run.failed} of them were vulnerable at least once. Errors, inconclusive and skipped cases are in no rate.`}
      flush
      actions={
        results.next ? (
          <ButtonLink size="sm" href={`${base}?${only ? `only=${only}&` : ""}page=${results.next}`}>
            More checks
          </ButtonLink>
        ) : null
      }
    >
      <Tabs
        label="Which checks are shown"
        current={addressOf(only)}
        items={[
          { href: addressOf(null), label: "All" },
          { href: addressOf("vulnerable"), label: "Vulnerable" },
          { href: addressOf("defended"), label: "Passed" },
          { href: addressOf("undecided"), label: "Without a result" },
        ]}
      />
      <SimpleTable
        label="Checks, the most vulnerable first"
        columns={[
          { key: "check", label: "Check" },
          { key: "class", label: "Threat class", width: "9rem" },
          { key: "cases", label: "Vulnerable of evaluated", width: "10rem" },
          { key: "rest", label: "In no rate", width: "5.5rem" },
          { key: "severity", label: "Severity", width: "7.5rem" },
          { key: "finding", label: "Finding", width: "10rem" },
        ]}
        rows={results.rows.map((row) => ({
          key: row.id,
          cells: {
            check: (
              <span className="break-words">
                {[row.check, row.detector, row.place].filter(Boolean).join(" · ")}
              </span>
            ),
            class: row.className ?? <span className="text-ink-faint">Mapped to none</span>,
            cases: casesOf(row, run.failuresOnly),
            rest: row.errors + row.inconclusive + row.skipped,
            severity: row.severity ? <OptionBadge options={severityOptions} value={row.severity} /> : "None",
            finding: row.finding ? (
              <span className="inline-flex flex-wrap items-center gap-2">
                <Link
                  href={`/findings/${row.finding.id}`}
                  prefetch={false}
                  className="font-medium hover:underline"
                >
                  {findingRef(row.finding.number)}
                </Link>
                <OptionBadge options={findingStates} value={row.finding.state} />
              </span>
            ) : null,
          },
        }))}
        empty="No such check is in this run."
      />
    </Section>
  );
}

function casesOf(row: ShownResults["rows"][number], failuresOnly: boolean): string {
  if (failuresOnly) return `${row.vulnerable} times, of an unknown number`;
  const { defended, vulnerable, errors: error, inconclusive, skipped } = row;
  const rate = failureRate({ defended, vulnerable, error, inconclusive, skipped });
  if (rate === null) return "No case was judged";
  return `${vulnerable} of ${rate.of} (${percent(rate.interval[0])} to ${percent(rate.interval[1])})`;
}
