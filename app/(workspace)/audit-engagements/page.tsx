import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { packsEngage } from "@/lib/domain/audit-packs/access";
import { engagementRegister } from "@/lib/domain/audit-packs/engagements/queries";
import { AuditorTabs } from "./auditor-tabs";

export const metadata = { title: "Auditors" };

/** The register of auditors' engagements. */
export default function AuditEngagementsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={engagementRegister}
      searchParams={searchParams}
      noun={{ one: "engagement", many: "engagements" }}
      description="Who reads as an auditor: why, what, and on which days. Every read of theirs is logged."
      empty="An engagement lets an auditor read the records of a business unit from its first day to its last, and nothing else. To open one audit pack alone, go to that pack."
      create={packsEngage}
      add="Engage auditor"
      tabs={<AuditorTabs current="/audit-engagements" />}
    />
  );
}
