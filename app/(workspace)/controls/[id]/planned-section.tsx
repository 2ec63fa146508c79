import { PlannedTable } from "@/app/(workspace)/_record/planned-table";
import { Section } from "@/components/layout/section";
import { testRunsRead } from "@/lib/domain/test-runs/access";
import { plannedRegister } from "@/lib/domain/test-runs/plans/queries/register";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** The planned tests that are evidence for a control; nothing where there are none. */
export async function PlannedSection({ controlId }: { controlId: string }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, testRunsRead)) return null;
  const { rows } = await plannedRegister.list.execute(actor, { control: controlId });
  if (rows.length === 0) return null;
  const text = (value: unknown) => String(value ?? "");
  return (
    <Section
      title={`Planned tests: ${rows.length}`}
      id="planned-tests"
      description="All of them met is a pass; one that fails is a failure; one that is missing or stale ends an earlier pass."
      flush
    >
      <PlannedTable
        label="Planned tests of this control"
        tests={rows.map((row) => ({
          ...{ id: row.id, ref: row.ref, title: text(row["title"]), state: text(row["state"]) },
          ...{ reason: text(row["stateReason"]), dueOn: text(row["dueOn"]) },
          owner: (row["owner"] as { name: string } | null)?.name ?? null,
        }))}
        empty="None."
      />
    </Section>
  );
}
