import type { Metadata } from "next";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { OptionBadge } from "@/components/ui/option-badge";
import { getPlannedHistory } from "@/lib/domain/test-runs/plans/queries/planned";
import { planStates } from "@/lib/domain/test-runs/plans/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RecordTalk } from "../../_record/record-talk";
import { PlannedFacts } from "./planned-facts";
import { plannedTestOf } from "./read-planned";
import { RetirePlanned } from "./retire-planned";
import { StandingSection } from "./standing-section";

interface PlannedPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: PlannedPageProps): Promise<Metadata> {
  const { ref, title } = await plannedTestOf((await params).id);
  return { title: `${ref} ${title}` };
}

/** One planned test: how it stands and why, the run behind it, and the controls that it is evidence for. */
export default async function PlannedTestPage({ params }: PlannedPageProps) {
  const { id } = await params;
  const test = await plannedTestOf(id);
  const { ref, title, state, owner, dueOn, unit, can } = test;
  const { entries } = await getPlannedHistory.execute(await requireActor(), { id });
  const retired = test.retiredAt !== null;
  return (
    <>
      <PageHeader
        title={title}
        reference={ref}
        trail={[{ href: "/planned-tests", label: "Test plans" }]}
        badges={retired ? <Badge>Out of plan</Badge> : <OptionBadge options={planStates} value={state} />}
        meta={
          <>
            <span>Owner {owner ? owner.name : <Gap>Nobody</Gap>}</span>
            {retired ? null : (
              <span>
                Next run <DateText value={dueOn} due={state !== "met"} />
              </span>
            )}
            <span>{test.system.name}</span>
          </>
        }
        actions={
          can.edit ? (
            <>
              <RetirePlanned test={test} />
              <ButtonLink href={`/planned-tests/${id}/edit`} tone="primary">
                Edit
              </ButtonLink>
            </>
          ) : null
        }
      />
      <PageBody>
        <Columns aside={<PlannedFacts test={test} />}>
          <StandingSection test={test} />
          <RecordTalk subject={{ type: "planned-tests", id, ref, unitId: unit.id }} history={entries} />
        </Columns>
      </PageBody>
    </>
  );
}
