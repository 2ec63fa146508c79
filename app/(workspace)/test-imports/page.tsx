import type { SearchParams } from "@/app/(workspace)/first-page";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { testRunsImport } from "@/lib/domain/test-runs/access";
import { listTestImports } from "@/lib/domain/test-runs/queries/runs";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ImportLines } from "./import-lines";

export const metadata = { title: "Files of results" };

/** Files of results on their way in: those that were handed in together, or the newest. */
export default async function TestImportsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const { ids } = await searchParams;
  const wanted = typeof ids === "string" && ids !== "" ? ids : null;
  const { rows } = await orNotFound(listTestImports.receive(actor, wanted === null ? {} : { ids: wanted }));
  return (
    <>
      <PageHeader
        title="Files of results"
        trail={[{ href: "/test-runs", label: "Test runs" }]}
        actions={
          mayAnywhere(actor, testRunsImport) ? (
            <ButtonLink href="/test-runs/new" tone="primary">
              Hand in results
            </ButtonLink>
          ) : null
        }
      />
      <PageBody>
        <ImportLines
          key={wanted}
          title={wanted === null ? "Newest files" : `Handed in together: ${rows.length}`}
          ids={wanted}
          initial={rows}
        />
      </PageBody>
    </>
  );
}
