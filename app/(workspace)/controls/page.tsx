import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { controlsEdit } from "@/lib/domain/controls/access";
import { controlRegister } from "@/lib/domain/controls/queries/register";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ControlTabs } from "./control-tabs";

export const metadata = { title: "Controls" };

/** The register of controls. */
export default async function ControlsPage({ searchParams }: { searchParams: SearchParams }) {
  const { personId } = await requireActor();
  const { owner, asOf } = await searchParams;
  const onlyMine = personId !== null && owner === personId;
  const day = typeof asOf === "string" && asOf !== "" ? asOf : undefined;
  return (
    <RegisterView
      register={controlRegister}
      searchParams={searchParams}
      noun={{ one: "control", many: "controls" }}
      description="What we do against what could go wrong: for one AI system or for a whole unit, by whom, and whether tests show that it works."
      empty="A control is something that is done: adopt one from the library for a system, or add your own."
      create={controlsEdit}
      tabs={<ControlTabs current={onlyMine ? "mine" : "all"} personId={personId} asOf={day} />}
    />
  );
}
