"use client";
import { History } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { formatDay } from "@/lib/platform/time/format-day";

interface AsOfControlProps {
  /** The day that is shown; none in the present. */
  asOf?: string | undefined;
  size?: "sm";
}

/** Asks for the day that a register or a record is shown as of; the address keeps it, so that a link is a view. */
export function AsOfControl({ asOf, size }: AsOfControlProps) {
  return (
    <Popover
      label="As of a day"
      align="end"
      triggerLook={buttonLook(size ? "quiet" : "default", size)}
      trigger={
        <>
          <History aria-hidden="true" className="size-4" strokeWidth={1.75} />
          <span>{asOf ? `As of ${formatDay(asOf)}` : "As of…"}</span>
        </>
      }
    >
      {(close) => <DayForm asOf={asOf} onDone={close} />}
    </Popover>
  );
}

function DayForm({ asOf, onDone }: { asOf: string | undefined; onDone: () => void }) {
  const [day, setDay] = useState(asOf ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const [router, path, params] = [useRouter(), usePathname(), useSearchParams()];
  const id = useId();
  const show = (event: FormEvent) => {
    event.preventDefault();
    // The server decides by the organisation's clock; this only spares the way there.
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return setProblem("Choose a day.");
    if (Date.parse(day) > Date.now() + 86_400_000)
      return setProblem("This day is yet to come. Choose today or an earlier day.");
    const search = new URLSearchParams(params);
    search.set("asOf", day);
    onDone();
    router.push(`${path}?${search}`);
  };
  return (
    <form onSubmit={show} className="grid w-64 gap-2 p-3" noValidate>
      <label htmlFor={id} className="font-medium text-sm">
        Show it as it was at the end of
      </label>
      <Input
        id={id}
        type="date"
        min="1900-01-01"
        max="2200-12-31"
        value={day}
        onChange={(event) => setDay(event.target.value)}
        aria-invalid={problem !== null}
        aria-describedby={problem ? `${id}-problem` : undefined}
      />
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-bad text-sm">
          {problem}
        </p>
      ) : null}
      <Button type="submit" tone="primary" size="sm">
        Show this day
      </Button>
    </form>
  );
}
