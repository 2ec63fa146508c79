import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { ButtonLink } from "@/components/ui/button-link";
import { auditRegister } from "@/lib/domain/audit/trail";

export const metadata: Metadata = { title: "Audit trail" };

/** Who did what, when: every change, in the order in which it was chained. */
export default function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={auditRegister}
      searchParams={searchParams}
      home="/settings/audit"
      noun={{ one: "entry", many: "entries" }}
      description="Every change with who made it. Entries are chained: none can be altered or taken out unseen."
      empty="Entries appear here as soon as somebody changes something."
      actions={<ButtonLink href="/settings/audit/proof">Checkpoints and proof</ButtonLink>}
    />
  );
}
