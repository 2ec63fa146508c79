import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getOwnControl } from "@/lib/domain/controls/own/queries/own";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { OwnControlForm } from "../../own-control-form";
import { mappableFrameworks } from "../../read-choices";

export const metadata = { title: "Edit control of the library" };

/** The form of an own control of the library that exists. */
export default async function EditOwnControlPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor();
  const control = await orNotFound(getOwnControl.receive(actor, { id }));
  if (!control.can.edit) notFound();
  return (
    <>
      <PageHeader
        title={`Edit ${control.title}`}
        trail={[
          { href: "/controls", label: "Controls" },
          { href: "/own-controls", label: "Own controls" },
          { href: `/controls/library/${control.key}`, label: control.ref },
        ]}
        description="Where it is carried out already, what it is to requirements and where it applies count from now on."
      />
      <PageBody>
        <OwnControlForm
          action={{ method: "PATCH", url: `/api/v1/own-controls/${id}` }}
          values={control}
          version={control.version}
          options={{ requirements: await mappableFrameworks(actor) }}
          done="/own-controls"
          submit="Save control"
          saved="Control saved."
          cancel={`/controls/library/${control.key}`}
        />
      </PageBody>
    </>
  );
}
