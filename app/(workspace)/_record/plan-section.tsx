import { PlannedTable } from "@/app/(workspace)/_record/planned-table";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { testRunsRead } from "@/lib/domain/test-runs/access";
import { getTestPlan } from "@/lib/domain/test-runs/plans/queries/planned";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** The test plan of an AI system: which tests are met, and which are failing, missing or stale, with why. */
export async function PlanSection({ systemId }: { systemId: string }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, testRunsRead)) return null;
  const { rows, met, missing, can } = await getTestPlan.execute(actor, { systemId });
  return (
    <Section
      title={rows.length === 0 ? "Test plan" : `Test plan: ${met} of ${rows.length} met`}
      description={missing > 0 ? `${missing} missing or stale, which counts as missing.` : undefined}
      id="test-plan"
      flush
      actions={
        can.edit ? (
          <ButtonLink href={`/planned-tests/new?system=${systemId}`} size="sm">
            Plan a test
          </ButtonLink>
        ) : null
      }
    >
      <PlannedTable
        label="Planned tests, the worst first"
        tests={rows}
        empty="Nothing says which tests it is to pass. What is not planned is missed by nobody."
      />
    </Section>
  );
}
