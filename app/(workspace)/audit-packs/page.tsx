import { OpenPacks } from "@/app/(workspace)/audit-packs/open-packs";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { packsBuild, packsRead } from "@/lib/domain/audit-packs/access";
import { packRegister } from "@/lib/domain/audit-packs/queries/register";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "Audit packs" };

/** The register of audit packs; for somebody from outside, the packs that an engagement opens to them. */
export default async function AuditPacksPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, packsRead)) return <OpenPacks actor={actor} />;
  return (
    <RegisterView
      register={packRegister}
      searchParams={searchParams}
      noun={{ one: "audit pack", many: "audit packs" }}
      description="Signed files of a scope as it was on a day: report, registers, evidence, decisions and audit trail. Anybody can check one without us."
      empty="An audit pack is one file for an auditor. Choose what it is about and as of which day; it is built in the background and signed."
      create={packsBuild}
      add="New audit pack"
    />
  );
}
