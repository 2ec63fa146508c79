import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getGates } from "@/lib/domain/inventory/systems/gates/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { GateEditor } from "./gate-editor";

export const metadata = { title: "Edit lifecycle gates" };

/** The form of the gates, for whoever may set them for the whole organisation. */
export default async function EditLifecycleGatesPage() {
  const { version, library, can, ...gates } = await orNotFound(getGates.execute(await requireActor(), {}));
  if (!can.edit) notFound();
  return (
    <>
      <PageHeader
        title="Edit lifecycle gates"
        trail={[{ href: "/settings/lifecycle-gates", label: "Lifecycle gates" }]}
        description="What you save is a new version; moves keep the version they were checked against."
      />
      <PageBody>
        <GateEditor gates={gates} version={version} library={library} />
      </PageBody>
    </>
  );
}
