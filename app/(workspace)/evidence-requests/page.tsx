import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { requestRegister } from "@/lib/domain/evidence/queries/requests";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EvidenceTabs } from "../evidence/evidence-tabs";

export const metadata = { title: "Requests for evidence" };

/** The register of requests for evidence. */
export default async function RequestsPage({ searchParams }: { searchParams: SearchParams }) {
  const { personId } = await requireActor();
  const { asked } = await searchParams;
  const onlyMine = personId !== null && asked === personId;
  return (
    <RegisterView
      register={requestRegister}
      searchParams={searchParams}
      noun={{ one: "request", many: "requests" }}
      description="Who was asked for which evidence, on which record, by when."
      empty="Ask for evidence on the page of the record that it is about: an AI system, a risk, a model."
      tabs={<EvidenceTabs current={onlyMine ? "asked-of-me" : "requests"} personId={personId} />}
    />
  );
}
