import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { risksCreate } from "@/lib/domain/risks/access";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import type { Actor } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { columnsWith } from "./category-options";
import { RiskTabs } from "./risk-tabs";

export const metadata = { title: "Risks" };

/** The risk register. */
export default async function RisksPage({ searchParams }: { searchParams: SearchParams }) {
  const { personId } = await requireActor();
  const { owner, asOf } = await searchParams;
  const onlyMine = personId !== null && owner === personId;
  const day = typeof asOf === "string" && asOf !== "" ? asOf : undefined;
  return (
    <RegisterView
      register={riskRegister}
      searchParams={searchParams}
      title="Risks"
      noun={{ one: "risk", many: "risks" }}
      description="What could go wrong with our AI systems, how bad it is, and what is done about it."
      empty="A risk says what could go wrong with an AI system: the cause, the event and what it leads to."
      create={risksCreate}
      tabs={<RiskTabs current={onlyMine ? "mine" : "all"} personId={personId} asOf={day} />}
      method={columnsAndBands}
    />
  );
}

async function columnsAndBands(actor: Actor) {
  const method = await getRiskMethod.execute(actor, {});
  return { columns: columnsWith(method), bands: method.bands };
}
