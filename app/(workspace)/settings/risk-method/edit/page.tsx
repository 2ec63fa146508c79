import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { countCategories } from "@/lib/domain/risks/queries/preview-method";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { MethodEditor } from "./method-editor";

export const metadata = { title: "Edit risk method" };

/** The form of the risk method, for whoever may set it for the whole organisation. */
export default async function EditRiskMethodPage() {
  const actor = await requireActor();
  const { version, can, ...method } = await orNotFound(getRiskMethod.execute(actor, {}));
  if (!can.edit) notFound();
  const { categories } = await orNotFound(countCategories.execute(actor, {}));
  return (
    <>
      <PageHeader
        title="Edit risk method"
        trail={[{ href: "/settings/risk-method", label: "Risk method" }]}
        description="A score is likelihood × impact. What you save is a new version; scores keep the version they were made with."
      />
      <PageBody>
        <MethodEditor
          method={method}
          version={version}
          used={Object.fromEntries(categories.map(({ key, risks }) => [key, risks]))}
        />
      </PageBody>
    </>
  );
}
