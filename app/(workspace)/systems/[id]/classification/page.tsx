import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { Columns } from "@/components/layout/columns";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { InlineAlert } from "@/components/ui/inline-alert";
import { classificationHistoryOf } from "@/lib/domain/obligations/classifications/queries/classification";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { RecordTalk } from "../../../_record/record-talk";
import { AnswersSection } from "./answers-section";
import { ClassificationHeader } from "./classification-header";
import { OutcomesSection } from "./outcomes-section";
import { classificationOf } from "./read-classification";
import { SignatureSection } from "./signature-section";

interface ClassificationPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params, searchParams }: ClassificationPageProps): Promise<Metadata> {
  const { past } = await lookedBack(await requireActor(), await searchParams);
  const { system } = await classificationOf((await params).id, past?.asOf);
  return { title: `EU AI Act: ${system.name}` };
}

/** What an AI system is under the EU AI Act: every outcome with its article and dates, what is open, who signed, every answer. */
export default async function ClassificationPage({ params, searchParams }: ClassificationPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const asked = await searchParams;
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const view = await classificationOf(id, asOf);
  const { entries } = await asOfDay(asOf, actor, () => classificationHistoryOf.execute(actor, { id }));
  const { system, facts, law, warnings, state, stateReason } = view;
  const subject = { type: "classifications", id, ref: system.ref, unitId: system.unit.id };
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path={`/systems/${id}/classification`} asked={asked} />
      <ClassificationHeader view={view} asOf={asOf} />
      <PageBody>
        <Columns
          aside={
            <>
              <SignatureSection view={view} asOf={asOf} />
              <Section
                title="Facts it rests on"
                description="From the register of AI systems. A change of one makes it stale."
              >
                <Facts items={facts.map(({ label, value }) => ({ label, value }))} />
              </Section>
              <Section title="The law it was read by">
                <Facts
                  items={[
                    { label: "Edition", value: law.edition },
                    {
                      label: "SHA-256 of its data",
                      value: <code className="break-all text-xs">{law.digest}</code>,
                    },
                  ]}
                />
              </Section>
            </>
          }
        >
          {stateReason ? (
            <InlineAlert tone={state === "stale" ? "warn" : "info"} title={stateReason}>
              {state === "stale"
                ? "Answer what is different, or ask for the signature again as it is."
                : null}
            </InlineAlert>
          ) : null}
          <OutcomesSection view={view} />
          {warnings.length > 0 ? (
            <Section title="What to know about it" id="notes">
              <ul className="grid list-disc gap-1 pl-5">
                {warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </Section>
          ) : null}
          <AnswersSection view={view} />
          {/* Where nobody has begun there is no record yet that could be spoken about. */}
          {view.version > 0 ? <RecordTalk subject={subject} history={entries} asOf={asOf} /> : null}
        </Columns>
      </PageBody>
    </div>
  );
}
