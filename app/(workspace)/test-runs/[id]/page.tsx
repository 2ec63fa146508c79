import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { getRunHistory, listResults } from "@/lib/domain/test-runs/queries/runs";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EvidenceSection } from "../../_record/evidence-section";
import { RecordTalk } from "../../_record/record-talk";
import { runOf } from "./read-run";
import { ResultsSection } from "./results-section";
import { RunFacts } from "./run-facts";

interface TestRunPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params }: TestRunPageProps): Promise<Metadata> {
  const { ref, tool } = await runOf((await params).id);
  return { title: `${ref} ${tool}` };
}

/** One test run: what was tested, how complete it is, and what came of every check. */
export default async function TestRunPage({ params, searchParams }: TestRunPageProps) {
  const { id } = await params;
  const { only, page } = await searchParams;
  const actor = await requireActor();
  const run = await runOf(id);
  const asked = { ...(only ? { only } : {}), ...(page ? { page } : {}) };
  const results = await orNotFound(listResults.receive(actor, { id, ...asked }));
  const { entries } = await getRunHistory.execute(actor, { id });
  const { ref, tool, system, unit, complete, exercise, ranAt } = run;
  return (
    <>
      <PageHeader
        title={`${tool} on ${system.name}`}
        reference={ref}
        trail={[{ href: "/test-runs", label: "Test runs" }]}
        badges={
          <>
            <Badge tone={complete ? "good" : "warn"}>{complete ? "Complete" : "Not complete"}</Badge>
            {exercise ? <Badge>Training exercise</Badge> : null}
          </>
        }
        meta={
          <>
            <span>
              Ran <DateText value={ranAt} time />
            </span>
            <span>
              {run.evaluated} cases evaluated, {run.vulnerable} vulnerable, {run.errors} errors
            </span>
          </>
        }
      />
      <PageBody>
        <Columns aside={<RunFacts run={run} />}>
          <ResultsSection run={run} results={results} only={typeof only === "string" ? only : null} />
          <EvidenceSection subject={{ type: "test-runs", id, ref, unit }} />
          <RecordTalk subject={{ type: "test-runs", id, ref, unitId: unit.id }} history={entries} />
        </Columns>
      </PageBody>
    </>
  );
}
