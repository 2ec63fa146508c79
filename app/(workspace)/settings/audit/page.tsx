import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { savedColumns } from "@/app/(workspace)/saved-columns";
import { PageHeader } from "@/components/layout/page-header";
import { RegisterPage } from "@/components/layout/register-page";
import { RegisterTable } from "@/components/table/register-table";
import { ButtonLink } from "@/components/ui/button-link";
import { auditColumns } from "@/lib/domain/audit/schema";
import { auditRegister } from "@/lib/domain/audit/trail";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Audit trail" };

interface AuditPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Who did what, when: every change, in the order in which it was chained. */
export default async function AuditPage({ searchParams }: AuditPageProps) {
  const actor = await requireActor();
  const { rows, next } = await orNotFound(auditRegister.list.receive(actor, await searchParams));
  return (
    <RegisterPage>
      <PageHeader
        title="Audit trail"
        description="Every change with who made it. Entries are chained: none can be altered or taken out unseen."
        actions={<ButtonLink href="/settings/audit/proof">Checkpoints and proof</ButtonLink>}
      />
      <RegisterTable
        concept="audit"
        title="Audit trail"
        noun={{ one: "entry", many: "entries" }}
        columns={auditColumns}
        rows={rows}
        next={next}
        can={{ export: true }}
        savedColumns={await savedColumns(actor, "audit")}
        hrefBase="/settings/audit"
        empty="Entries appear here as soon as somebody changes something."
      />
    </RegisterPage>
  );
}
