import Link from "next/link";
import { FindingsTable } from "@/app/(workspace)/_record/findings-table";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { testRunsImport, testRunsRead } from "@/lib/domain/test-runs/access";
import { testsOf } from "@/lib/domain/test-runs/queries/links";
import { may, mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

interface TestsSectionProps {
  recordId: string;
  /** The business unit of the AI system, where it is one: results of it can be handed in. */
  systemUnit?: string;
}

/** What security tests say of an AI system or a part of one: its newest runs and its open findings. */
export async function TestsSection({ recordId, systemUnit }: TestsSectionProps) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, testRunsRead)) return null;
  const { runs, findings, open } = await testsOf.execute(actor, { recordId });
  const hands = systemUnit !== undefined && may(actor, testRunsImport, systemUnit);
  return (
    <>
      <Section
        title="Test runs"
        id="test-runs"
        flush
        actions={
          hands ? (
            <ButtonLink href={`/test-runs/new?system=${recordId}`} size="sm">
              Hand in results
            </ButtonLink>
          ) : null
        }
      >
        <SimpleTable
          label="Newest test runs"
          columns={[
            { key: "run", label: "Run" },
            { key: "at", label: "Ran", width: "8rem" },
            { key: "complete", label: "Complete", width: "7rem" },
            { key: "cases", label: "Vulnerable of evaluated", align: "right", width: "12rem" },
            { key: "errors", label: "Errors", align: "right", width: "5rem" },
          ]}
          rows={runs.map(({ id, ref, tool, ranAt, complete, vulnerable, evaluated, errors }) => ({
            key: id,
            href: `/test-runs/${id}`,
            cells: {
              run: `${ref} ${tool}`,
              at: <DateText value={ranAt} />,
              complete: complete ? "Yes" : "No",
              cases: `${vulnerable} of ${evaluated}`,
              errors,
            },
          }))}
          empty="No results of a security test are here. What is not tested is not shown to hold."
        />
      </Section>
      <Section
        title={`Open findings: ${open}`}
        id="findings"
        flush
        actions={
          open > findings.length && systemUnit !== undefined ? (
            <Link
              href={`/findings?open=true&system=${recordId}`}
              prefetch={false}
              className="text-accent text-sm"
            >
              All {open}
            </Link>
          ) : null
        }
      >
        <FindingsTable
          label="Open findings, the worst first"
          findings={findings}
          empty="No finding is open."
        />
      </Section>
    </>
  );
}
