import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { questionnairesEdit } from "@/lib/domain/assessments/templates/access";
import { listTemplates } from "@/lib/domain/assessments/templates/queries";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ImportForm, NewForm } from "./new-forms";

export const metadata = { title: "New questionnaire" };

/** Where a questionnaire of one's own begins: empty, as a copy, or from a file. */
export default async function NewQuestionnairePage(props: {
  searchParams: Promise<{ from?: string | string[] }>;
}) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, questionnairesEdit)) notFound();
  const [from] = [(await props.searchParams).from].flat();
  const { rows } = await orNotFound(listTemplates.execute(actor, {}));
  const source = rows.find(({ key }) => key === from);
  return (
    <>
      <PageHeader
        title="New questionnaire"
        trail={[{ href: "/own-questionnaires", label: "Own questionnaires" }]}
        description="It begins as a draft that only those who write questionnaires see."
      />
      <PageBody>
        <Columns aside={<ImportForm />}>
          <NewForm
            sources={rows.map(({ key, title }) => ({ value: key, label: title }))}
            values={
              source ? { from: source.key, title: `${source.title} (own)`, purpose: source.purpose } : {}
            }
          />
        </Columns>
      </PageBody>
    </>
  );
}
