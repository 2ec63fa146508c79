import { notFound } from "next/navigation";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { plannedTestsEdit } from "@/lib/domain/test-runs/plans/access";
import { suggestPlan } from "@/lib/domain/test-runs/plans/queries/suggestions";
import { suggestedLimits } from "@/lib/domain/test-runs/plans/suggest";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { classOptions } from "../class-options";
import { NewPlannedForm } from "../planned-form";
import { SuggestedTests } from "./suggested-tests";

export const metadata = { title: "Plan a test" };

/** The form of a test for the plan of an AI system, with what the facts of the system suggest to take. */
export default async function NewPlannedTestPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, plannedTestsEdit)) notFound();
  const { system: wanted, take } = await searchParams;
  const suggested =
    typeof wanted === "string"
      ? await suggestPlan.receive(actor, { systemId: wanted }).catch(() => null)
      : null;
  const taken = suggested?.rows.find(({ key }) => key === take);
  const {
    key: _key,
    because,
    control,
    ...start
  } = taken ?? {
    ...{ ...suggestedLimits, key: "", because: null, control: null },
  };
  const owner = actor.personId === null ? {} : { owner: { id: actor.personId, name: actor.name } };
  const back = suggested ? `/systems/${suggested.system.id}#test-plan` : "/planned-tests";
  return (
    <>
      <PageHeader
        title="Plan a test"
        trail={[{ href: "/planned-tests", label: "Test plans" }]}
        description={
          because ??
          "It is met while a fresh, complete run is within the threshold. Until it has run it counts as missing."
        }
      />
      <PageBody>
        {suggested ? (
          <SuggestedTests systemId={suggested.system.id} rows={suggested.rows} taken={taken?.key ?? null} />
        ) : null}
        <NewPlannedForm
          key={taken?.key ?? "own"}
          action={{ method: "POST", url: "/api/v1/planned-tests" }}
          values={{
            ...{ ...owner, ...start },
            ...(suggested ? { system: suggested.system } : {}),
            controls: control ? [control] : [],
          }}
          {...(because ? { fixed: { origin: because } } : {})}
          options={{ threatClass: classOptions() }}
          done="/planned-tests"
          submit="Add to plan"
          saved="Added to the plan."
          cancel={back}
        />
      </PageBody>
    </>
  );
}
