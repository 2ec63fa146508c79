import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { compareOwn } from "@/lib/domain/assessments/templates/own/queries/compare";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { TemplateChanges } from "../../template-changes";
import { ownOf } from "../read-own";

interface ComparePageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ from?: string; to?: string }>;
}

export async function generateMetadata({ params }: ComparePageProps): Promise<Metadata> {
  return { title: `Versions of ${(await ownOf((await params).id)).title}` };
}

/** What changed from one version of a questionnaire to another, or to its draft. */
export default async function ComparePage({ params, searchParams }: ComparePageProps) {
  const { id } = await params;
  const { from, to } = await searchParams;
  const own = await ownOf(id);
  // Asked for nothing in particular, it shows what the newest version brought.
  const newest = { from: Math.max(1, (own.published ?? 1) - 1), to: own.published ?? 1 };
  const versions = from === undefined ? newest : { from, ...(to === undefined ? {} : { to }) };
  const compared = await orNotFound(compareOwn.receive(await requireActor(), { id, ...versions }));
  const newer = compared.to === null ? "the draft" : `version ${compared.to}`;
  return (
    <>
      <PageHeader
        title={`Version ${compared.from} and ${newer}`}
        trail={[
          { href: "/own-questionnaires", label: "Own questionnaires" },
          { href: `/own-questionnaires/${id}`, label: `${own.ref} ${own.title}` },
        ]}
        description="Questions are the same when their keys are. An answer stays with its question where it still fits."
      />
      <PageBody>
        <Section title={`What is different: ${compared.changes.length}`}>
          <TemplateChanges changes={compared.changes} />
        </Section>
      </PageBody>
    </>
  );
}
