import { orNotFound } from "@/app/(workspace)/or-not-found";
import { EmptyState } from "@/components/layout/empty-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { unitRoles, vacancies } from "@/lib/domain/programme-roles/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { OwnRoleDialog } from "./own-role-dialogs";
import { RoleSections } from "./role-sections";
import { UnitList } from "./unit-list";

export const metadata = { title: "Programme roles" };

interface ProgrammeRolesPageProps {
  searchParams: Promise<{ unit?: string }>;
}

/** Who holds the roles of the AI security programme, business unit by business unit, and which are vacant. */
export default async function ProgrammeRolesPage({ searchParams }: ProgrammeRolesPageProps) {
  const actor = await requireActor();
  const { units } = await orNotFound(vacancies.execute(actor, {}));
  const wanted = (await searchParams).unit ?? units[0]?.id;
  if (!wanted) return <EmptyState title="You have no role in any unit." />;
  const { unit, can, roles } = await orNotFound(unitRoles.receive(actor, { unitId: wanted }));
  const vacant = roles.filter(({ state, need }) => state === "vacant" && need === "required").length;
  const words =
    vacant === 0
      ? "no required role is vacant"
      : `${vacant} required ${vacant === 1 ? "role is" : "roles are"} vacant`;
  return (
    <>
      <PageHeader
        title="Programme roles"
        trail={[{ href: "/programme", label: "Programme" }]}
        description={`In ${unit.name}, ${words}. A role that nobody holds here is held by the nearest unit above that has a holder.`}
        actions={can.define ? <OwnRoleDialog unit={unit} /> : null}
      />
      <PageBody>
        <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
          <UnitList units={units} current={unit.id} />
          <RoleSections unit={unit} roles={roles} canAppoint={can.appoint} />
        </div>
      </PageBody>
    </>
  );
}
