import { notFound } from "next/navigation";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { assessmentsAssign } from "@/lib/domain/assessments/access";
import { listTemplates } from "@/lib/domain/assessments/templates/queries";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { StartForm } from "./start-form";

export const metadata = { title: "New assessment" };

/** The form of new assessments: which questionnaire, of what, who answers, by when. */
export default async function NewAssessmentPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, assessmentsAssign)) notFound();
  const { system } = await searchParams;
  const { rows } = await listTemplates.execute(actor, {});
  const chosen =
    typeof system === "string" ? await getSystem.execute(actor, { id: system }).catch(() => null) : null;
  return (
    <>
      <PageHeader
        title="New assessment"
        trail={[{ href: "/assessments", label: "Assessments" }]}
        description="Of one system or of many at once. Answers of the last approved assessment are carried forward, to be confirmed."
      />
      <PageBody>
        <StartForm
          questionnaires={rows.map(({ key, title, questions, subject }) => ({
            value: key,
            label: title,
            help: `${questions} questions`,
            subject,
          }))}
          values={chosen ? { systemIds: [chosen.id] } : {}}
          names={chosen ? { [chosen.id]: chosen.name } : {}}
        />
      </PageBody>
    </>
  );
}
