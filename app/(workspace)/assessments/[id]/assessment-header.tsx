import Link from "next/link";
import { AsOfControl } from "@/components/layout/as-of-control";
import { onDay } from "@/components/layout/on-day";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { OptionBadge } from "@/components/ui/option-badge";
import { assessmentStates } from "@/lib/domain/assessments/schema";
import { AssessmentActs } from "./assessment-acts";
import type { AssessmentRecord } from "./read-assessment";

interface AssessmentHeaderProps {
  assessment: AssessmentRecord;
  asOf?: string | undefined;
}

/** What is assessed by what, who answers by when, and what can be done with it. */
export function AssessmentHeader({ assessment, asOf }: AssessmentHeaderProps) {
  const { id, ref, title, state, subject, owner, unit, dueOn, version, left, can, template, carriedFrom } =
    assessment;
  const questions = (can.return ? template.sections : []).flatMap((section) =>
    section.questions.map(({ key, label }) => ({ key, label })),
  );
  return (
    <PageHeader
      title={title}
      reference={ref}
      trail={[{ href: onDay("/assessments", asOf), label: "Assessments" }]}
      badges={<OptionBadge options={assessmentStates} value={state} />}
      meta={
        <>
          {subject ? (
            <Link
              href={onDay(`/${subject.type}/${subject.id}`, asOf)}
              prefetch={false}
              className="hover:underline"
            >
              {subject.ref} {subject.name}
            </Link>
          ) : null}
          <span>Answered by {owner ? owner.name : <Gap>Nobody</Gap>}</span>
          <span>
            Due <DateText value={dueOn} />
          </span>
          <span>{unit.name}</span>
          <span>Version {template.version} of the questionnaire</span>
          {carriedFrom ? (
            <Link href={`/assessments/${carriedFrom.id}`} prefetch={false} className="hover:underline">
              Answers carried forward
            </Link>
          ) : null}
        </>
      }
      actions={
        <>
          <AsOfControl asOf={asOf} />
          <ButtonLink href={onDay(`/api/v1/assessments/${id}/report?format=pdf`, asOf)} download>
            Export PDF
          </ButtonLink>
          {asOf ? null : (
            <AssessmentActs
              assessment={{ id, ref, version, state, dueOn, owner, left: left.length, questions }}
              can={can}
            />
          )}
        </>
      }
    />
  );
}
