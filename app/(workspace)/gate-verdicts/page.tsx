import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { verdictRegister } from "@/lib/domain/test-runs/gate/queries/verdicts";
import { GateTabs } from "./gate-tabs";

export const metadata = { title: "Gate verdicts" };

/** The register of what gates decided. */
export default function GateVerdictsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={verdictRegister}
      searchParams={searchParams}
      noun={{ one: "gate verdict", many: "gate verdicts" }}
      description="Whether test results of an AI system passed, by which version of which policy. A verdict is sealed and never changes."
      empty="A pipeline asks a gate after its tests: plumbline gate --url … --system … --policy … with the files of results. A policy has to be there first."
      tabs={<GateTabs current="/gate-verdicts" />}
    />
  );
}
