import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ControlForm } from "../../control-form";
import { controlOf } from "../read-control";

export const metadata = { title: "Edit control" };

/** The form of a control that exists. */
export default async function EditControlPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const control = await controlOf(id);
  if (!control.can.edit) notFound();
  return (
    <>
      <PageHeader
        title={`Edit ${control.title}`}
        trail={[
          { href: "/controls", label: "Controls" },
          { href: `/controls/${id}`, label: control.ref },
        ]}
        description="Changes are kept in the history. Results of tests are recorded on the page of the control."
      />
      <PageBody>
        <ControlForm
          action={{ method: "PATCH", url: `/api/v1/controls/${id}` }}
          values={control}
          version={control.version}
          done="/controls"
          submit="Save control"
          saved="Control saved."
          cancel={`/controls/${id}`}
        />
      </PageBody>
    </>
  );
}
