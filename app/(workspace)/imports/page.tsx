import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { listImportTargets } from "@/lib/domain/imports/choices";
import { importRegister } from "@/lib/domain/imports/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ImportList } from "./import-list";
import { StartImport } from "./start-import";

export const metadata: Metadata = { title: "Imports" };

interface ImportsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where a file is handed in, and what became of one's earlier ones. */
export default async function ImportsPage({ searchParams }: ImportsPageProps) {
  const actor = await requireActor();
  const { concept, cursor } = await searchParams;
  const after = typeof cursor === "string" ? { cursor } : {};
  const { targets } = await orNotFound(listImportTargets.execute(actor, {}));
  const { rows, next } = await orNotFound(importRegister.list.execute(actor, { ...after, limit: 20 }));
  return (
    <>
      <PageHeader
        title="Imports"
        description="Hand in an Excel or CSV file; see row by row what would happen; then apply it."
      />
      <PageBody>
        <Section title="Import a file">
          <StartImport targets={targets} concept={typeof concept === "string" ? concept : null} />
        </Section>
        <Section
          title="Your imports"
          flush
          actions={
            next ? (
              <ButtonLink size="sm" href={`/imports?cursor=${next}`}>
                Older imports
              </ButtonLink>
            ) : null
          }
        >
          <ImportList rows={rows} />
        </Section>
      </PageBody>
    </>
  );
}
