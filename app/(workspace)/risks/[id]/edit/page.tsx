import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { categoryOptions } from "../../category-options";
import { RiskForm } from "../../risk-form";

export const metadata = { title: "Edit risk" };

interface EditRiskPageProps {
  params: Promise<{ id: string }>;
}

/** The form of a risk that exists. */
export default async function EditRiskPage({ params }: EditRiskPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const [risk, method] = await orNotFound(
    Promise.all([getRisk.execute(actor, { id }), getRiskMethod.execute(actor, {})]),
  );
  if (!risk.can.edit) notFound();
  const accepted = risk.acceptance
    ? " It is accepted: other words or another category make the signature stale."
    : "";
  return (
    <>
      <PageHeader
        title={`Edit ${risk.title}`}
        reference={risk.ref}
        trail={[
          { href: "/risks", label: "Risks" },
          { href: `/risks/${id}`, label: risk.ref },
        ]}
        description={`Changes are kept in the history.${accepted}`}
      />
      <PageBody>
        <RiskForm
          action={{ method: "PATCH", url: `/api/v1/risks/${id}` }}
          values={risk}
          version={risk.version}
          options={{ category: categoryOptions(method) }}
          done="/risks"
          submit="Save risk"
          saved="Risk saved."
          cancel={`/risks/${id}`}
        />
      </PageBody>
    </>
  );
}
