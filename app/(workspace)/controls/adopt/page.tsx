import { orNotFound } from "@/app/(workspace)/or-not-found";
import { UnitChoice } from "@/app/(workspace)/unit-choice";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { proposedControls, proposedForUnit } from "@/lib/domain/controls/queries/applicability";
import { chooseUnits } from "@/lib/domain/organization/units/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ProposedList } from "./proposed-list";

export const metadata = { title: "Adopt controls" };

interface AdoptPageProps {
  searchParams: Promise<{ system?: string; unitId?: string }>;
}

/** The controls that the rules propose for an AI system, or that a unit carries out once, to adopt all or some. */
export default async function AdoptControlsPage({ searchParams }: AdoptPageProps) {
  const { system, unitId } = await searchParams;
  return system ? <ForSystem systemId={system} /> : <ForUnit unitId={unitId ?? ""} />;
}

const counted = (proposed: readonly unknown[], held: readonly unknown[]) =>
  `${proposed.length} proposed, ${held.length} carried out already. Each says which rule proposes it.`;

async function ForSystem({ systemId }: { systemId: string }) {
  const actor = await requireActor();
  const { system, proposed, controls, can } = await orNotFound(proposedControls.receive(actor, { systemId }));
  const href = `/systems/${systemId}`;
  return (
    <>
      <PageHeader
        title={`Controls for ${system.name}`}
        trail={[
          { href: "/systems", label: "AI systems" },
          { href, label: system.name },
        ]}
        description={counted(proposed, controls)}
      />
      <PageBody>
        <ProposedList proposed={proposed} place={{ systemId }} done={href} mayAdopt={can.adopt} />
      </PageBody>
    </>
  );
}

async function ForUnit({ unitId }: { unitId: string }) {
  const actor = await requireActor();
  const { choices } = await orNotFound(chooseUnits.execute(actor, { limit: 200 }));
  const read = unitId ? await orNotFound(proposedForUnit.receive(actor, { unitId })) : null;
  return (
    <>
      <PageHeader
        title={read ? `Controls for ${read.unit.name}` : "Controls for a whole unit"}
        trail={[{ href: "/controls", label: "Controls" }]}
        description={
          read
            ? counted(read.proposed, read.controls)
            : "What is carried out once for a unit holds for everything below it."
        }
      />
      <PageBody>
        <UnitChoice units={choices} chosen={unitId} none="Choose a unit" label="Business unit" />
        {read ? (
          <ProposedList
            key={unitId}
            proposed={read.proposed}
            place={{ unitId }}
            done="/controls"
            mayAdopt={read.can.adopt}
          />
        ) : null}
      </PageBody>
    </>
  );
}
