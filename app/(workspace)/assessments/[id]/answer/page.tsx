import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { OptionBadge } from "@/components/ui/option-badge";
import { assessmentStates } from "@/lib/domain/assessments/schema";
import { evidenceEdit } from "@/lib/domain/evidence/access";
import { may } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { assessmentOf } from "../read-assessment";
import { AnswerDesk } from "./answer-desk";

interface AnswerPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params }: AnswerPageProps): Promise<Metadata> {
  const { ref, title } = await assessmentOf((await params).id);
  return { title: `Answer ${ref} ${title}` };
}

/** Answers what one is asked in an assessment. */
export default async function AnswerPage({ params, searchParams }: AnswerPageProps) {
  const actor = await requireActor();
  const { question } = await searchParams;
  const assessment = await assessmentOf((await params).id);
  // A link in an old message still leads to what became of the assessment.
  if (!assessment.can.answer)
    redirect(
      `/assessments/${assessment.id}${typeof question === "string" ? `#question-${encodeURIComponent(question)}` : ""}`,
    );
  const { id, ref, title, state, template, facts, answers, names, questionIds, unit, remarks, evidence } =
    assessment;
  const me = actor.personId === null ? null : { id: actor.personId, name: actor.name };
  return (
    <>
      <PageHeader
        title={title}
        trail={[
          { href: "/assessments", label: "Assessments" },
          { href: `/assessments/${id}`, label: ref },
        ]}
        badges={<OptionBadge options={assessmentStates} value={state} />}
        actions={<ButtonLink href={`/assessments/${id}`}>Look through and hand in</ButtonLink>}
      />
      <PageBody>
        <AnswerDesk
          assessment={{ id, ref, template, facts, answers, names, questionIds, unit, remarks, evidence }}
          titles={assessment.titles}
          mine={assessment.mine}
          me={me}
          mayAttach={may(actor, evidenceEdit, unit.id)}
          first={typeof question === "string" && assessment.mine.includes(question) ? question : null}
        />
      </PageBody>
    </>
  );
}
