import type { Metadata } from "next";
import { RecordTalk } from "@/app/(workspace)/_record/record-talk";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { getVerdictHistory } from "@/lib/domain/test-runs/gate/queries/verdicts";
import { verdictOptions } from "@/lib/domain/test-runs/gate/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AnswerSections } from "./answer-sections";
import { verdictOf } from "./read-verdict";
import { VerdictFacts } from "./verdict-facts";

interface VerdictPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: VerdictPageProps): Promise<Metadata> {
  const { ref, policyKey } = await verdictOf((await params).id);
  return { title: `${ref} ${policyKey}` };
}

/** One verdict of a gate: what every rule came to and why, what was missing, and which findings it weighed. */
export default async function GateVerdictPage({ params }: VerdictPageProps) {
  const { id } = await params;
  const verdict = await verdictOf(id);
  const { ref, system, unit, policyKey, policyVersion, createdAt, answer } = verdict;
  const { entries } = await getVerdictHistory.execute(await requireActor(), { id });
  const { evaluated, errors } = answer.completeness;
  return (
    <>
      <PageHeader
        title={`${policyKey} on ${system.name}`}
        reference={ref}
        trail={[{ href: "/gate-verdicts", label: "Gate verdicts" }]}
        badges={<OptionBadge options={verdictOptions} value={verdict.verdict} />}
        meta={
          <>
            <span>
              Decided <DateText value={createdAt} time />
            </span>
            <span>Version {policyVersion} of the policy</span>
            <span>
              {evaluated} cases evaluated, {errors} errors
            </span>
          </>
        }
      />
      <PageBody>
        <Columns aside={<VerdictFacts verdict={verdict} />}>
          <AnswerSections answer={answer} />
          <RecordTalk subject={{ type: "gate-verdicts", id, ref, unitId: unit.id }} history={entries} />
        </Columns>
      </PageBody>
    </>
  );
}
