import { notFound } from "next/navigation";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { systemFields } from "@/lib/domain/inventory/systems/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { FormPage } from "../../_inventory/form-page";
import { SystemForm } from "../../system-form";

export const metadata = { title: "Edit system" };

interface EditSystemPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** The form of an AI system; a gap leads to its field. */
export default async function EditSystemPage({ params, searchParams }: EditSystemPageProps) {
  const { id } = await params;
  const system = await orNotFound(getSystem.execute(await requireActor(), { id }));
  if (!system.can.edit) notFound();
  const { field } = await searchParams;
  return (
    <FormPage
      title="Edit system"
      trail={[
        { href: "/systems", label: "AI systems" },
        { href: `/systems/${id}`, label: system.name },
      ]}
      field={typeof field === "string" && Object.hasOwn(systemFields, field) ? field : undefined}
    >
      <SystemForm
        action={{ method: "PATCH", url: `/api/v1/systems/${id}` }}
        values={system}
        version={system.version}
        done="/systems"
        submit="Save system"
        saved="System saved."
        cancel={`/systems/${id}`}
      />
    </FormPage>
  );
}
