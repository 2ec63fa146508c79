"use client";
import { Building2, ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { remember } from "@/components/layout/theme";
import { Menu, type MenuItem } from "@/components/ui/menu";

/** The cookie that remembers the business unit in view; empty for all. */
export const unitCookie = "plumbline-unit";

interface UnitScopeProps {
  /** The units of the person's grants, in tree order. */
  units: readonly { id: string; name: string; depth: number }[];
  current: string | null;
}

/** Narrows the whole product to one business unit and those below it. */
export function UnitScope({ units, current }: UnitScopeProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  if (units.length < 2) return null;
  const choose = (id: string | null) => {
    remember(unitCookie, id ?? "");
    startTransition(() => router.refresh());
  };
  const name = units.find((unit) => unit.id === current)?.name ?? "All units";
  const items: MenuItem[] = [
    { label: "All units", checked: current === null, onSelect: () => choose(null) },
    ...units.map(({ id, name, depth }) => ({
      label: name,
      indent: depth,
      checked: id === current,
      onSelect: () => choose(id),
    })),
  ];
  return (
    <Menu
      label={`Business unit: ${name}`}
      items={items}
      triggerLook="inline-flex h-8 min-w-0 max-w-56 items-center gap-1.5 rounded-md px-2 text-ink-soft text-sm hover:bg-sunken hover:text-ink"
      trigger={
        <>
          <Building2 aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
          <span className={`truncate max-sm:sr-only ${pending ? "opacity-50" : ""}`}>{name}</span>
          <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 max-sm:hidden" />
        </>
      }
    />
  );
}
