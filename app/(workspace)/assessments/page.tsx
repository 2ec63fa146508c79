import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { assessmentsAssign } from "@/lib/domain/assessments/access";
import { assessmentRegister } from "@/lib/domain/assessments/queries/register";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AssessmentTabs } from "./assessment-tabs";

export const metadata = { title: "Assessments" };

/** The register of assessments. */
export default async function AssessmentsPage({ searchParams }: { searchParams: SearchParams }) {
  const { personId } = await requireActor();
  const { owner, open, asOf } = await searchParams;
  const mine = personId !== null && owner === personId;
  const day = typeof asOf === "string" && asOf !== "" ? asOf : undefined;
  return (
    <RegisterView
      register={assessmentRegister}
      searchParams={searchParams}
      noun={{ one: "assessment", many: "assessments" }}
      description="AI systems and suppliers assessed by a questionnaire: who answers by when, how far it has come, and who signed it."
      empty="An assessment asks the owner of an AI system what a questionnaire wants to know. Another person approves exactly what was answered."
      create={assessmentsAssign}
      add="New assessment"
      archive={{ url: "/api/v1/assessment-archives", href: "/assessments/archives" }}
      tabs={
        <AssessmentTabs
          current={mine ? "mine" : open === "true" ? "open" : "all"}
          personId={personId}
          asOf={day}
        />
      }
    />
  );
}
