import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { OptionBadge } from "@/components/ui/option-badge";
import { testRunsRead } from "@/lib/domain/test-runs/access";
import { getTestPlan } from "@/lib/domain/test-runs/plans/queries/planned";
import { planStates } from "@/lib/domain/test-runs/plans/schema";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** The test plan of an AI system: which tests are met, and which are failing, missing or stale, with why. */
export async function PlanSection({ systemId }: { systemId: string }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, testRunsRead)) return null;
  const { rows, met, can } = await getTestPlan.execute(actor, { systemId });
  return (
    <Section
      title={rows.length === 0 ? "Test plan" : `Test plan: ${met} of ${rows.length} met`}
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
      <SimpleTable
        label="Planned tests, the worst first"
        columns={[
          { key: "test", label: "Test" },
          { key: "state", label: "State", width: "8rem" },
          { key: "why", label: "Why" },
          { key: "due", label: "Next run", width: "8rem" },
          { key: "owner", label: "Owner", width: "10rem" },
        ]}
        rows={rows.map(({ id, ref, title, state, reason, dueOn, owner }) => ({
          key: id,
          href: `/planned-tests/${id}`,
          cells: {
            test: `${ref} ${title}`,
            state: <OptionBadge options={planStates} value={state} />,
            why: reason,
            due: <DateText value={dueOn} due={state !== "met"} />,
            owner: owner ?? <Gap>Nobody</Gap>,
          },
        }))}
        empty="Nothing says which tests it is to pass. What is not planned is missed by nobody."
      />
    </Section>
  );
}
