import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { InlineAlert } from "@/components/ui/inline-alert";
import { OptionBadge } from "@/components/ui/option-badge";
import { listDuties } from "@/lib/domain/duties/queries/duties";
import { classificationStates } from "@/lib/domain/obligations/classifications/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { classificationOf } from "../read-classification";
import { DutyList } from "./duty-list";

interface DutiesPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: DutiesPageProps): Promise<Metadata> {
  return { title: `Duties of ${(await classificationOf((await params).id)).system.name}` };
}

/** What the EU AI Act asks of one AI system: which article, as whom, from when, and how far it is done. */
export default async function DutiesPage({ params }: DutiesPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const { system, state, openQuestions, duties, can } = await orNotFound(
    listDuties.execute(actor, { systemId: id }),
  );
  const done = duties.filter((one) => one.state === "confirmed" || one.state === "inferred").length;
  return (
    <>
      <PageHeader
        title={`Duties of ${system.name}`}
        description={`${duties.length} duties by the answers now, ${done} of them covered. A duty is an article in one role; inferred is not confirmed, and what is only related does not count.`}
        trail={[
          { href: `/systems/${id}`, label: `${system.ref} ${system.name}` },
          { href: `/systems/${id}/classification`, label: "EU AI Act" },
        ]}
        badges={<OptionBadge options={classificationStates} value={state} />}
      />
      <PageBody>
        {state === "sealed" ? null : (
          <InlineAlert
            tone="warn"
            title={
              state === "not-started"
                ? "Nobody has classified this system, so nothing is known of its duties."
                : "The classification is not signed. The duties follow from the answers as they are."
            }
          >
            {openQuestions > 0 ? `${openQuestions} questions are open; more duties can follow.` : null}
          </InlineAlert>
        )}
        <DutyList systemId={id} duties={duties} mayAdopt={can.adopt} />
      </PageBody>
    </>
  );
}
