import { notFound } from "next/navigation";
import { systemsCreate } from "@/lib/domain/inventory/systems/access";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { FormPage } from "../_inventory/form-page";
import { SystemForm } from "../system-form";

export const metadata = { title: "New system" };

/** The form of a new AI system. */
export default async function NewSystemPage() {
  if (!mayAnywhere(await requireActor(), systemsCreate)) notFound();
  return (
    <FormPage
      title="New system"
      trail={[{ href: "/systems", label: "AI systems" }]}
      description="Only the name and the unit are needed. What is not known yet shows as a gap."
    >
      <SystemForm
        action={{ method: "POST", url: "/api/v1/systems" }}
        values={{ stage: "idea" }}
        done="/systems"
        submit="Add system"
        cancel="/systems"
      />
    </FormPage>
  );
}
