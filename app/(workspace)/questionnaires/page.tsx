import Link from "next/link";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { listTemplates } from "@/lib/domain/assessments/templates/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { QuestionnaireTabs } from "./questionnaire-tabs";

export const metadata = { title: "Questionnaires" };

/** The questionnaires by which AI systems and suppliers are assessed. */
export default async function QuestionnairesPage() {
  const { rows } = await orNotFound(listTemplates.execute(await requireActor(), {}));
  const questions = rows.reduce((sum, one) => sum + one.questions, 0);
  return (
    <>
      <PageHeader
        title="Questionnaires"
        description={`${rows.length} questionnaires with ${questions} questions, each with the article, clause or criterion that asks for it.`}
      />
      <QuestionnaireTabs />
      <PageBody>
        <div className="grid gap-4 xl:grid-cols-2">
          {rows.map((one) => (
            <Section
              key={one.key}
              title={one.title}
              {...(one.own ? { description: `Our own, version ${one.version}` } : {})}
            >
              <p className="text-ink-soft text-sm">{one.purpose}</p>
              <p className="mt-2 text-sm">
                {one.questions} questions in {one.sections} sections, {one.conditional} of them only where
                they apply; {one.scored === 0 ? "not scored" : `${one.scored} scored`}; approved by{" "}
                {one.approvals === 1 ? "one other person" : `${one.approvals} other people`}.
              </p>
              <p className="mt-1 text-ink-faint text-sm">
                {one.frameworks.map(({ title }) => title).join(" · ")}
              </p>
              <p className="mt-3">
                <Link
                  href={`/questionnaires/${one.key}`}
                  className="font-medium text-accent text-sm hover:underline"
                >
                  Open {one.title}
                </Link>
              </p>
            </Section>
          ))}
        </div>
      </PageBody>
    </>
  );
}
