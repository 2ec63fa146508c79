import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { ButtonLink } from "@/components/ui/button-link";
import { controlsLibrary } from "@/lib/domain/controls/access";
import { ownControlRegister } from "@/lib/domain/controls/own/queries/register";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ControlTabs } from "../controls/control-tabs";

export const metadata = { title: "Own controls of the library" };

/** The register of the controls that the organisation added to the library. */
export default async function OwnControlsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  return (
    <RegisterView
      register={ownControlRegister}
      searchParams={searchParams}
      noun={{ one: "control of the library", many: "controls of the library" }}
      description="Controls that we added to the library: where each applies, and which requirements it serves. An exported file is imported again with its changes."
      empty="Import a CSV or Excel file of your controls under Imports: what it would add and change is shown before anything is written."
      tabs={<ControlTabs current="own" personId={actor.personId} />}
      actions={
        mayAnywhere(actor, controlsLibrary) ? (
          <ButtonLink href="/imports?concept=own-controls">Import</ButtonLink>
        ) : null
      }
    />
  );
}
