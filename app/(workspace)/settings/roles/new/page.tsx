import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { RoleForm } from "@/app/(workspace)/settings/roles/role-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { listRoles } from "@/lib/domain/organization/roles/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "New role" };

/** Where an administrator defines a role of the organisation's own. */
export default async function NewRolePage() {
  const { areas, can, rows: roles } = await orNotFound(listRoles.execute(await requireActor(), {}));
  if (!can.define) notFound();
  const builtIn = roles.filter((role) => role.builtIn);
  const usual = builtIn[0]?.permissions.filter((name) =>
    builtIn.every(({ permissions }) => permissions.includes(name)),
  );
  return (
    <>
      <PageHeader
        title="New role"
        trail={[{ href: "/settings/roles", label: "Roles" }]}
        description="What every built-in role may do is chosen already."
      />
      <PageBody>
        <RoleForm
          areas={areas}
          usual={usual ?? []}
          action={{ method: "POST", url: "/api/v1/roles" }}
          done="/settings/roles"
          submit="Define role"
          saved="Role defined."
          cancel="/settings/roles"
        />
      </PageBody>
    </>
  );
}
