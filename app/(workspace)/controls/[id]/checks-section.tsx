import Link from "next/link";
import { FindingsTable } from "@/app/(workspace)/_record/findings-table";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { testRunsRead } from "@/lib/domain/test-runs/access";
import { checksOfControl } from "@/lib/domain/test-runs/queries/links";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { LinkChecks, UnlinkChecks } from "./check-acts";

/** Which checks of which AI system test a control, and what they found that is open. */
export async function ChecksSection({ controlId }: { controlId: string }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, testRunsRead)) return null;
  const { rows, findings, classes, system, can } = await checksOfControl.execute(actor, { controlId });
  return (
    <Section
      title={`Security checks that test it: ${rows.length}`}
      id="checks"
      description="What comes of them in a run is recorded as its test: one case that gets through is a failure."
      flush
      actions={can.link ? <LinkChecks {...{ controlId, classes }} systemId={system} /> : null}
    >
      <SimpleTable
        label="Checks that test this control"
        columns={[
          { key: "checks", label: "Checks" },
          { key: "system", label: "AI system", width: "14rem" },
          { key: "act", label: "Action", width: "8rem" },
        ]}
        rows={rows.map(({ id, system: of, threatClass, tool, check, unlink }) => {
          const words = [threatClass, tool && `tool ${tool}`, check && `check ${check}`];
          const named = words.filter(Boolean).join(", ");
          return {
            key: id,
            cells: {
              checks: named,
              system: (
                <Link href={`/systems/${of.id}`} prefetch={false} className="font-medium hover:underline">
                  {of.name}
                </Link>
              ),
              act: unlink ? <UnlinkChecks id={id} name={named} /> : null,
            },
          };
        })}
        empty="None. Say which checks test it, and every run that is handed in shows whether it works."
      />
      {findings.length > 0 ? (
        <FindingsTable label="Open findings of these checks" findings={findings} empty="None." />
      ) : null}
    </Section>
  );
}
