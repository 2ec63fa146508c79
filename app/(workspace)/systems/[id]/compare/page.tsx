import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { SendBom } from "../../../boms/send-bom";

export const metadata: Metadata = { title: "Compare with a bill of materials" };

/** Where a bill of materials of a system is handed in. */
export default async function ComparePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const system = await orNotFound(getSystem.execute(await requireActor(), { id }));
  if (!system.can.edit) notFound();
  return (
    <>
      <PageHeader
        title="Compare with a bill of materials"
        description="See fact by fact where the file and the register differ; then take over what is right."
        trail={[
          { href: "/systems", label: "AI systems" },
          { href: `/systems/${id}`, label: system.name },
        ]}
      />
      <PageBody>
        <Section title="Bill of materials">
          <SendBom systemId={id} />
        </Section>
      </PageBody>
    </>
  );
}
