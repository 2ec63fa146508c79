import { notFound } from "next/navigation";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { testRunsImport } from "@/lib/domain/test-runs/access";
import { formats } from "@/lib/domain/test-runs/formats/formats";
import { listTestImports } from "@/lib/domain/test-runs/queries/runs";
import { importStates } from "@/lib/domain/test-runs/runs/schema";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { settings } from "@/lib/platform/settings/settings";
import { HandInForm } from "./hand-in-form";

export const metadata = { title: "Hand in results" };

/** Where results of security tests are handed in, and what became of the newest files. */
export default async function HandInPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, testRunsImport)) notFound();
  const { system: wanted } = await searchParams;
  const known =
    typeof wanted === "string" && mayAnywhere(actor, systemsRead)
      ? await getSystem.receive(actor, { id: wanted }).catch(() => null)
      : null;
  const { rows } = await listTestImports.execute(actor, {});
  return (
    <>
      <PageHeader
        title="Hand in results"
        trail={[{ href: "/test-runs", label: "Test runs" }]}
        description={`Read: ${formats.map(({ name }) => name).join(", ")}. The file is read first; you see what it would do before anything is written.`}
      />
      <PageBody>
        <HandInForm
          system={known as { id: string; name: string } | null}
          formats={formats.map(({ key, name }) => ({ value: key, label: name }))}
          largest={settings().UPLOAD_LIMIT_BYTES}
        />
        <Section title="Newest files" flush>
          <SimpleTable
            label="Files that were handed in, newest first"
            columns={[
              { key: "file", label: "File" },
              { key: "system", label: "AI system", width: "14rem" },
              { key: "at", label: "Handed in", width: "9rem" },
              { key: "state", label: "State", width: "9rem" },
            ]}
            rows={rows.map(({ id, fileName, system, createdAt, state }) => ({
              key: id,
              href: `/test-imports/${id}`,
              cells: {
                file: fileName,
                system: system.name,
                at: <DateText value={createdAt} time />,
                state: <OptionBadge options={importStates} value={state} />,
              },
            }))}
            empty="Nothing was handed in yet."
          />
        </Section>
      </PageBody>
    </>
  );
}
