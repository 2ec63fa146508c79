import { notFound } from "next/navigation";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { threatModelsWrite } from "@/lib/domain/threat-models/access";
import { getStencils } from "@/lib/domain/threat-models/queries/model";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { NewModelForm } from "../model-form";

export const metadata = { title: "New threat model" };

/** The form of a new threat model; of a given system where the address names one. */
export default async function NewThreatModelPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, threatModelsWrite)) notFound();
  const { system: wanted } = await searchParams;
  const { references } = await getStencils.execute(actor, {});
  const known =
    typeof wanted === "string" && mayAnywhere(actor, systemsRead)
      ? await getSystem.receive(actor, { id: wanted }).catch(() => null)
      : null;
  const system = known as { id: string; name: string } | null;
  const owner = actor.personId === null ? {} : { owner: { id: actor.personId, name: actor.name } };
  return (
    <>
      <PageHeader
        title="New threat model"
        trail={[{ href: "/threat-models", label: "Threat models" }]}
        description="Drawn from what the inventory knows of the system, it follows every change there."
        actions={<ButtonLink href="/threat-models/import">From a file</ButtonLink>}
      />
      <PageBody>
        <NewModelForm
          action={{ method: "POST", url: "/api/v1/threat-models" }}
          values={{
            ...owner,
            ...{ approach: "stride", tier: "1", start: "inventory", title: system?.name ?? "" },
            ...(system ? { system } : {}),
          }}
          options={{
            reference: references.map(({ key, title, description }) => ({
              value: key,
              label: title,
              help: description,
            })),
          }}
          done="/threat-models"
          submit="Add threat model"
          saved="Threat model added, with its threats."
          cancel="/threat-models"
        />
      </PageBody>
    </>
  );
}
