import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { threatModelsWrite } from "@/lib/domain/threat-models/access";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ImportForm } from "./import-form";

export const metadata = { title: "Threat model from a file" };

/** A threat model from a file of another tool. */
export default async function ImportThreatModelPage() {
  const actor = await requireActor();
  if (!mayAnywhere(actor, threatModelsWrite)) notFound();
  return (
    <>
      <PageHeader
        title="Threat model from a file"
        trail={[{ href: "/threat-models", label: "Threat models" }]}
        description="Threat Dragon 2, Threat Model Library 1.0, Open Threat Model 0.1 and 0.2, or a CycloneDX bill of materials. What is not read is kept and written back."
      />
      <PageBody>
        <ImportForm owner={actor.personId === null ? null : { id: actor.personId, name: actor.name }} />
      </PageBody>
    </>
  );
}
