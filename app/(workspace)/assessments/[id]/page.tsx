import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { assessmentHistoryOf } from "@/lib/domain/assessments/queries/assessment";
import { upgradePreview } from "@/lib/domain/assessments/queries/upgrade";
import { unitRoles } from "@/lib/domain/programme-roles/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { EvidenceSection } from "../../_record/evidence-section";
import { RecordTalk } from "../../_record/record-talk";
import { AnswersSections } from "./answers-section";
import { AssessmentHeader } from "./assessment-header";
import { AssignmentsSection } from "./assignments-section";
import { ProgressSection } from "./progress-section";
import { ProposalsSection } from "./proposals-section";
import { assessmentOf } from "./read-assessment";
import { RespondentsSection } from "./respondents-section";
import { SignaturesSection } from "./signatures-section";
import { UpgradeSection } from "./upgrade-section";

interface AssessmentPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params, searchParams }: AssessmentPageProps): Promise<Metadata> {
  const { past } = await lookedBack(await requireActor(), await searchParams);
  const { ref, title } = await assessmentOf((await params).id, past?.asOf);
  return { title: `${ref} ${title}` };
}

/** One assessment: where it stands, its answers, what follows from them, who signed it, and what happened to it. */
export default async function AssessmentPage({ params, searchParams }: AssessmentPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const asked = await searchParams;
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const assessment = await assessmentOf(id, asOf);
  const { ref, unit, template, assignments, respondents, dueOn, can, stateReason } = assessment;
  const sections = template.sections.map(({ key, title }) => ({ value: key, label: title }));
  const questions = template.sections.flatMap((one) =>
    one.questions.map(({ key, label }) => ({ value: key, label })),
  );
  const { entries } = await asOfDay(asOf, actor, () => assessmentHistoryOf.execute(actor, { id }));
  const roles = can.assign ? (await unitRoles.execute(actor, { unitId: unit.id })).roles : [];
  const { move } = can.assign && !asOf ? await upgradePreview.execute(actor, { id }) : { move: null };
  const subject = { type: "assessments", id, ref };
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path={`/assessments/${id}`} asked={asked} />
      <AssessmentHeader assessment={assessment} asOf={asOf} />
      <PageBody>
        <Columns
          aside={
            <>
              <ProgressSection assessment={assessment} />
              <SignaturesSection assessment={assessment} />
              <AssignmentsSection
                {...{ id, assignments, dueOn, sections, questions }}
                roles={roles.map(({ role, title }) => ({ value: role, label: title }))}
                canAssign={can.assign}
              />
              <RespondentsSection
                {...{ id, respondents, sections, questions }}
                canAssign={can.assign && !asOf}
              />
            </>
          }
        >
          {stateReason ? (
            <Section title="Why it is in this state">
              <p className="whitespace-pre-line break-words">{stateReason}</p>
            </Section>
          ) : null}
          {move ? <UpgradeSection {...{ assessment, move }} /> : null}
          <ProposalsSection assessment={assessment} asOf={asOf} />
          <AnswersSections assessment={assessment} />
          <EvidenceSection subject={{ ...subject, unit }} asOf={asOf} />
          <RecordTalk subject={{ ...subject, unitId: unit.id }} history={entries} asOf={asOf} />
        </Columns>
      </PageBody>
    </div>
  );
}
