import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { OptionBadge } from "@/components/ui/option-badge";
import { roleStates } from "@/lib/domain/programme-roles/schema";
import { AppointDialog } from "./appointment-dialogs";
import { HolderList } from "./holder-list";
import { OwnRoleActs } from "./own-role-dialogs";
import type { UnitRole, UnitRoles } from "./unit-role";

interface RoleSectionsProps {
  unit: UnitRoles["unit"];
  roles: readonly UnitRole[];
  canAppoint: boolean;
}

/** Every role that counts in a unit: what it answers for, who holds it, and who did. */
export function RoleSections({ unit, roles, canAppoint }: RoleSectionsProps) {
  return (
    <div className="grid min-w-0 gap-4">
      {roles.map((role) => (
        <Section
          key={role.role}
          title={
            <span className="flex flex-wrap items-center gap-2">
              {role.title} <StateBadge role={role} />
            </span>
          }
          description={role.purpose}
          actions={
            <>
              {role.own?.canDefine ? <OwnRoleActs role={role} /> : null}
              {canAppoint ? <AppointDialog unit={unit} role={role} /> : null}
            </>
          }
        >
          <HolderList role={role} canEnd={canAppoint} />
          <details className="mt-2 text-sm">
            <summary className="w-fit cursor-pointer rounded-sm text-ink-soft hover:text-ink">
              Responsibilities
            </summary>
            <ul className="mt-1 list-disc pl-5">
              {role.responsibilities.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
            <p className="mt-1 text-ink-faint text-xs">
              {role.own ? `Added by ${role.own.unit}.` : `Rests on ${role.basis.join(", ")}.`}
            </p>
          </details>
        </Section>
      ))}
    </div>
  );
}

function StateBadge({ role: { state, need } }: { role: UnitRole }) {
  if (state === "vacant" && need === "optional") return <Badge tone="neutral">Vacant, may be</Badge>;
  return <OptionBadge options={roleStates} value={state} />;
}
