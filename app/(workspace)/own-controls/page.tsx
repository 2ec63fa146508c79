import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { ButtonLink } from "@/components/ui/button-link";
import { ownControlRegister } from "@/lib/domain/controls/own/queries/register";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ControlTabs } from "../controls/control-tabs";
import { keepsLibrary } from "./read-choices";

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
      empty="Add one with New control, or import a CSV or Excel file of your controls under Imports: what it would add and change is shown before anything is written."
      tabs={<ControlTabs current="own" personId={actor.personId} />}
      actions={
        (await keepsLibrary()) ? (
          <>
            <ButtonLink href="/imports?concept=own-controls">Import</ButtonLink>
            <ButtonLink href="/own-controls/new" tone="primary">
              New control
            </ButtonLink>
          </>
        ) : null
      }
    />
  );
}
