import { InlineAlert } from "@/components/ui/inline-alert";
import type { Shift } from "@/lib/domain/controls/applicability/rules";

interface ControlShiftsProps {
  added: readonly Shift[];
  dropped: readonly Shift[];
}

/** Which controls would now apply and which no longer, each with the facts that say so. */
export function ControlShifts({ added, dropped }: ControlShiftsProps) {
  const controls = (count: number) => (count === 1 ? "1 control" : `${count} controls`);
  const title = [
    ...(added.length > 0 ? [`${controls(added.length)} would now apply`] : []),
    ...(dropped.length > 0 ? [`${controls(dropped.length)} would no longer apply`] : []),
  ].join(", ");
  return (
    <InlineAlert title={`${title}.`}>
      <details>
        <summary className="w-fit cursor-pointer text-accent">Which, and why</summary>
        <Shifts title="Would now apply" shifts={added} />
        <Shifts title="Would no longer apply" shifts={dropped} />
        <p className="mt-2">Nothing is adopted or taken away by itself: that stays your decision.</p>
      </details>
    </InlineAlert>
  );
}

function Shifts({ title, shifts }: { title: string; shifts: readonly Shift[] }) {
  if (shifts.length === 0) return null;
  return (
    <>
      <p className="mt-2 font-medium text-ink">{title}</p>
      <ul className="list-disc pl-5">
        {shifts.map(({ key, title: name, because }) => (
          <li key={key}>
            {name} <span className="text-ink-faint">({because})</span>
          </li>
        ))}
      </ul>
    </>
  );
}
