import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { RoleForm } from "@/app/(workspace)/settings/roles/role-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { getRole } from "@/lib/domain/organization/roles/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Edit role" };

/** The form of a role of the organisation's own that exists. */
export default async function EditRolePage({ params }: { params: Promise<{ id: string }> }) {
  const role = await orNotFound(getRole.receive(await requireActor(), { id: (await params).id }));
  if (!role.can.edit) notFound();
  return (
    <>
      <PageHeader
        title={`Edit ${role.name}`}
        trail={[
          { href: "/settings/roles", label: "Roles" },
          { href: `/settings/roles/${role.id}`, label: role.name },
        ]}
        description="A change holds for everybody who has the role, from their next click on."
      />
      <PageBody>
        <RoleForm
          areas={role.areas}
          values={role}
          version={role.version}
          action={{ method: "PATCH", url: `/api/v1/roles/${role.id}` }}
          done={`/settings/roles/${role.id}`}
          submit="Save role"
          saved="Role saved."
          cancel={`/settings/roles/${role.id}`}
        />
      </PageBody>
    </>
  );
}
