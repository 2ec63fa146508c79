import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";

interface RoleTableProps {
  grants: readonly {
    id: string;
    role: string;
    label: string;
    unit: { name: string };
    since: string;
    /** The group at the sign-in provider by which it is held. */
    group: string | null;
    endsAt: string | null;
    ended: boolean;
    can: { end: boolean };
  }[];
  person: { id: string; name: string };
}

/** The roles of a person, those that ended among them. */
export function RoleTable({ grants, person }: RoleTableProps) {
  return (
    <SimpleTable
      label="Roles"
      columns={[
        { key: "role", label: "Role" },
        { key: "unit", label: "In unit" },
        { key: "since", label: "Since" },
        { key: "until", label: "Until" },
        { key: "act", label: "Actions", align: "right" },
      ]}
      rows={grants.map(({ id, role, label, unit, since, group, endsAt, ended, can }) => {
        return {
          key: id,
          cells: {
            role: (
              <>
                <span className={ended ? "text-ink-faint" : "font-medium"}>{label}</span>
                {role === "auditor" ? (
                  <>
                    {" "}
                    <Link
                      href={`/audit-engagements?person=${person.id}`}
                      className="underline underline-offset-2"
                    >
                      Engagement
                    </Link>
                  </>
                ) : null}
                {group === null ? null : <span className="text-ink-faint"> · by the group {group}</span>}
              </>
            ),
            unit: unit.name,
            since: <DateText value={since} />,
            until: endsAt ? (
              <DateText value={lastMoment(endsAt)} time={ended} />
            ) : (
              <span className="text-ink-faint">open</span>
            ),
            act: can.end ? (
              <ActButton
                label="End"
                size="sm"
                tone="danger"
                action={{ method: "POST", url: `/api/v1/grants/${id}/end`, body: {} }}
                confirm={{
                  title: `End ${label} in ${unit.name}?`,
                  consequence: `${person.name} loses this role at once.`,
                  button: "End role",
                }}
                done="Role ended."
              />
            ) : null,
          },
        };
      })}
      empty="No role yet. Without one, this person sees nothing but their own account."
    />
  );
}

// A role ends with its last day; the stored end is the first moment after it.
function lastMoment(endsAt: string): string {
  return new Date(Date.parse(endsAt) - 1).toISOString();
}
