import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { Tabs } from "@/components/layout/tabs";
import { threatModelsWrite } from "@/lib/domain/threat-models/access";
import { modelRegister } from "@/lib/domain/threat-models/queries/register";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "Threat models" };

/** The register of threat models. */
export default async function ThreatModelsPage({ searchParams }: { searchParams: SearchParams }) {
  const { personId } = await requireActor();
  const { owner, state } = await searchParams;
  const mine = `/threat-models?owner=${personId}`;
  const stale = "/threat-models?state=stale";
  const current =
    personId !== null && owner === personId ? mine : state === "stale" ? stale : "/threat-models";
  return (
    <RegisterView
      register={modelRegister}
      searchParams={searchParams}
      noun={{ one: "threat model", many: "threat models" }}
      description="What can go wrong in an AI system, found from what it is made of, and what was decided about each threat."
      empty="A threat model is drawn from what the inventory knows of an AI system, from a reference architecture, or from a file."
      create={threatModelsWrite}
      tabs={
        <Tabs
          label="Views of the threat models"
          current={current}
          items={[
            { href: "/threat-models", label: "All threat models" },
            { href: mine, label: "My threat models" },
            { href: stale, label: "Stale sign-offs" },
            { href: "/threat-models/taxonomy", label: "Editions of sources" },
          ]}
        />
      }
    />
  );
}
