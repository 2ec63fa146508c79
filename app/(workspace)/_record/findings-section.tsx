import { FindingsTable } from "@/app/(workspace)/_record/findings-table";
import { Section } from "@/components/layout/section";
import { testRunsRead } from "@/lib/domain/test-runs/access";
import { findingsOnRisk } from "@/lib/domain/test-runs/queries/links";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** The findings of security tests that belong to a risk; nothing where there are none. */
export async function FindingsSection({ riskId }: { riskId: string }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, testRunsRead)) return null;
  const { rows } = await findingsOnRisk.execute(actor, { riskId });
  if (rows.length === 0) return null;
  return (
    <Section title={`Findings: ${rows.length}`} id="findings" flush>
      <FindingsTable label="Findings that belong to this risk" findings={rows} empty="None." />
    </Section>
  );
}
