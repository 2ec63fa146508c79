import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { getDraft } from "@/lib/domain/assessments/templates/own/queries/own";
import { listPointers } from "@/lib/domain/assessments/templates/own/queries/pointers";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ownOf } from "../read-own";
import { Editor } from "./editor";

interface EditPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ section?: string; question?: string }>;
}

export async function generateMetadata({ params }: EditPageProps): Promise<Metadata> {
  return { title: `Write ${(await ownOf((await params).id)).title}` };
}

/** Where the draft of a questionnaire is written; it is kept as it is typed. */
export default async function EditQuestionnairePage({ params, searchParams }: EditPageProps) {
  const { id } = await params;
  const { section, question } = await searchParams;
  const actor = await requireActor();
  const own = await ownOf(id);
  const draft = await orNotFound(getDraft.execute(actor, { id }));
  const pointers = await orNotFound(listPointers.execute(actor, {}));
  const place = section
    ? { section: Number(section), question: question ? Number(question) : undefined }
    : null;
  return (
    <>
      <PageHeader
        title="Write the draft"
        trail={[
          { href: "/own-questionnaires", label: "Own questionnaires" },
          { href: `/own-questionnaires/${id}`, label: `${own.ref} ${own.title}` },
        ]}
        description="What you write is kept as you go. Nobody is asked anything before it is published."
        actions={<ButtonLink href={`/own-questionnaires/${id}`}>Done</ButtonLink>}
      />
      <PageBody>
        <Editor id={id} start={draft} pointers={pointers} titles={draft.titles} place={place} />
      </PageBody>
    </>
  );
}
