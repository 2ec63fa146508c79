import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PermissionMatrix } from "@/app/(workspace)/settings/roles/permission-matrix";
import { FilterForm } from "@/components/form/filter-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { listRoles } from "@/lib/domain/organization/roles/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Roles" };

interface RolesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The roles of the organisation and what each of them may do. */
export default async function RolesPage({ searchParams }: RolesPageProps) {
  const { q } = await searchParams;
  const filters = typeof q === "string" && q !== "" ? { q } : {};
  const { rows: roles, areas, can } = await orNotFound(listRoles.receive(await requireActor(), filters));
  return (
    <>
      <PageHeader
        title="Roles"
        description="What each role may do. A grant gives a role at a business unit; it holds there and in every unit below."
        actions={can.define ? <ButtonLink href="/settings/roles/new">New role</ButtonLink> : null}
      />
      <PageBody>
        <Section title="Roles" flush>
          <SimpleTable
            label="Roles"
            columns={[
              { key: "role", label: "Role" },
              { key: "help", label: "What it is for" },
              { key: "kind", label: "Kept in" },
              { key: "permissions", label: "Permissions", align: "right" },
              { key: "held", label: "Given", align: "right" },
            ]}
            rows={roles.map(({ value, label, help, builtIn, unit, permissions, held }) => ({
              key: value,
              cells: {
                role: builtIn ? (
                  <span className="font-medium">{label}</span>
                ) : (
                  <Link href={`/settings/roles/${value}`} className="font-medium underline">
                    {label}
                  </Link>
                ),
                help: help ?? <span className="text-ink-faint">Not said</span>,
                kind: unit ? unit.name : "Built in",
                permissions: permissions.length,
                held:
                  held === 0 ? (
                    "0"
                  ) : (
                    <Link href={`/settings/people?roles=${value}`} className="underline">
                      {held}
                    </Link>
                  ),
              },
            }))}
            empty=""
          />
        </Section>
        <Section title="What each role may do" flush>
          <div className="border-line border-b px-4 py-3">
            <FilterForm
              of="permissions"
              placeholder="Search, such as accept"
              filters={filters}
              choices={[]}
              home="/settings/roles"
            />
          </div>
          <PermissionMatrix roles={roles} areas={areas} />
        </Section>
      </PageBody>
    </>
  );
}
