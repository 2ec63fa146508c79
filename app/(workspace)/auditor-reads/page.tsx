import { AuditorTabs } from "@/app/(workspace)/audit-engagements/auditor-tabs";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { readRegister } from "@/lib/domain/audit-packs/engagements/reads";

export const metadata = { title: "What auditors read" };

/** The register of what auditors read. */
export default function AuditorReadsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={readRegister}
      searchParams={searchParams}
      noun={{ one: "read", many: "reads" }}
      description="Each list, record, file and export that was opened by an auditor's role or engagement, with who, what and when. It is kept as long as the engagement and cannot be changed."
      empty="Nobody has read anything as an auditor yet."
      tabs={<AuditorTabs current="/auditor-reads" />}
    />
  );
}
