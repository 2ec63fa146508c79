import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { getDraft, getOwnHistory } from "@/lib/domain/assessments/templates/own/queries/own";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RecordTalk } from "../../_record/record-talk";
import { DraftSection } from "./draft-section";
import { OwnFacts } from "./own-facts";
import { OwnHeader } from "./own-header";
import { ownOf } from "./read-own";
import { VersionsSection } from "./versions-section";

interface OwnPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: OwnPageProps): Promise<Metadata> {
  const { ref, title } = await ownOf((await params).id);
  return { title: `${ref} ${title}` };
}

/** One questionnaire of one's own: what it is for, its draft, its versions, and what happened to it. */
export default async function OwnQuestionnairePage({ params }: OwnPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const own = await ownOf(id);
  const draft = own.can.edit ? await orNotFound(getDraft.execute(actor, { id })) : null;
  const { entries } = await orNotFound(getOwnHistory.execute(actor, { id }));
  return (
    <>
      <OwnHeader own={own} draft={draft && { version: draft.version, faults: draft.faults.length }} />
      <PageBody>
        <Columns aside={<OwnFacts own={own} />}>
          {own.retiredReason ? (
            <Section title="Why it was retired">
              <p className="whitespace-pre-line break-words">{own.retiredReason}</p>
            </Section>
          ) : null}
          {draft ? <DraftSection own={own} draft={draft} /> : null}
          <VersionsSection own={own} />
          <RecordTalk
            subject={{ type: "own-questionnaires", id, ref: own.ref, unitId: own.unit.id }}
            history={entries}
          />
        </Columns>
      </PageBody>
    </>
  );
}
