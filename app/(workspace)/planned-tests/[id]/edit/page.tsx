import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { classOptions } from "../../class-options";
import { PlannedForm } from "../../planned-form";
import { plannedTestOf } from "../read-planned";

export const metadata = { title: "Edit planned test" };

/** The form of a planned test that exists. */
export default async function EditPlannedTestPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const test = await plannedTestOf(id);
  if (!test.can.edit) notFound();
  return (
    <>
      <PageHeader
        title={`Edit ${test.title}`}
        trail={[
          { href: "/planned-tests", label: "Test plans" },
          { href: `/planned-tests/${id}`, label: test.ref },
        ]}
        description="It is judged again at once by what it asks for then."
      />
      <PageBody>
        <PlannedForm
          action={{ method: "PATCH", url: `/api/v1/planned-tests/${id}` }}
          values={test}
          version={test.version}
          options={{ threatClass: classOptions() }}
          done="/planned-tests"
          submit="Save planned test"
          saved="Planned test saved."
          cancel={`/planned-tests/${id}`}
        />
      </PageBody>
    </>
  );
}
