import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { evidenceEdit } from "@/lib/domain/evidence/access";
import { evidenceRegister } from "@/lib/domain/evidence/queries/register";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EvidenceTabs } from "./evidence-tabs";

export const metadata = { title: "Evidence" };

/** The register of evidence. */
export default async function EvidencePage({ searchParams }: { searchParams: SearchParams }) {
  const { personId } = await requireActor();
  const { owner, asOf } = await searchParams;
  const onlyMine = personId !== null && owner === personId;
  const day = typeof asOf === "string" && asOf !== "" ? asOf : undefined;
  return (
    <RegisterView
      register={evidenceRegister}
      searchParams={searchParams}
      noun={{ one: "piece of evidence", many: "pieces of evidence" }}
      description="What shows that things are as they are said to be: files in versions, who keeps them, until when they count."
      empty="Evidence is a file with an owner and a last day: a report, a certificate, a record. It is attached to the systems, risks and parts that it bears on."
      create={evidenceEdit}
      add="New evidence"
      tabs={<EvidenceTabs current={onlyMine ? "mine" : "all"} personId={personId} asOf={day} />}
    />
  );
}
