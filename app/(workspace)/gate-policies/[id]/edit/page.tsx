import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getGatePolicy } from "@/lib/domain/test-runs/gate/queries/policies";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { NextVersionForm } from "../../policy-form";

export const metadata = { title: "Next version of a gate policy" };

/** The form of the next version of a gate policy. */
export default async function EditPolicyPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const policy = await orNotFound(getGatePolicy.execute(await requireActor(), { id }));
  if (!policy.can.edit) notFound();
  return (
    <>
      <PageHeader
        title={`Next version of ${policy.key}`}
        trail={[
          { href: "/gate-policies", label: "Gate policies" },
          { href: `/gate-policies/${id}`, label: policy.key },
        ]}
        description="Give the text a higher version. Verdicts keep the version that they were made by."
      />
      <PageBody>
        <NextVersionForm
          action={{ method: "PATCH", url: `/api/v1/gate-policies/${id}` }}
          values={policy}
          version={policy.version}
          done={`/gate-policies/${id}`}
          submit="Save version"
          saved="Version saved."
          cancel={`/gate-policies/${id}`}
        />
      </PageBody>
    </>
  );
}
