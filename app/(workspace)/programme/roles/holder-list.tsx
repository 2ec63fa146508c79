import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { EndDialog } from "./appointment-dialogs";
import type { UnitRole } from "./unit-role";

type Appointment = UnitRole["holders"][number];

/** Who holds a role now, from where, and below them who will, did, or cannot. */
export function HolderList({ role, canEnd }: { role: UnitRole; canEnd: boolean }) {
  const { state, from, holders, others } = role;
  const here = state === "held";
  return (
    <>
      {holders.length === 0 ? <Gap>Nobody</Gap> : null}
      <ul className="grid gap-1">
        {holders.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium">{one.person.name}</span>
            <Days appointment={one} />
            {here ? null : <span className="text-ink-soft text-sm">in {from}</span>}
            {here && canEnd ? <EndDialog appointment={one} title={role.title} /> : null}
          </li>
        ))}
      </ul>
      {others.length > 0 ? (
        <ul aria-label={`${role.title}: not counted now`} className="mt-2 grid gap-1 text-sm">
          {others.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft">
              <span>{one.person.name}</span>
              <Days appointment={one} />
              {one.time === "coming" ? <Badge tone="info">To come</Badge> : null}
              {one.time === "past" ? <Badge tone="neutral">Past</Badge> : null}
              {one.time === "now" && !one.active ? <Badge tone="bad">Account disabled</Badge> : null}
              {one.time !== "past" && canEnd ? <EndDialog appointment={one} title={role.title} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Days({ appointment: { since, until } }: { appointment: Appointment }) {
  return (
    <span className="text-ink-soft text-sm">
      since <DateText value={since} />
      {until ? (
        <>
          , until <DateText value={until} />
        </>
      ) : null}
    </span>
  );
}
