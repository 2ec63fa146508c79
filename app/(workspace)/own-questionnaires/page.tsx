import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { questionnairesEdit } from "@/lib/domain/assessments/templates/access";
import { ownRegister } from "@/lib/domain/assessments/templates/own/queries/register";
import { QuestionnaireTabs } from "../questionnaires/questionnaire-tabs";

export const metadata = { title: "Own questionnaires" };

/** The register of the organisation's own questionnaires. */
export default function OwnQuestionnairesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={ownRegister}
      searchParams={searchParams}
      noun={{ one: "questionnaire", many: "questionnaires" }}
      description="Questionnaires that we write ourselves: as a draft first, then in versions that stay as they were published."
      empty="Write a questionnaire of your own, copy one that comes with Plumbline and change it, or read one in from a YAML file."
      create={questionnairesEdit}
      tabs={<QuestionnaireTabs />}
    />
  );
}
