import { onDay } from "@/components/layout/on-day";
import { Tabs } from "@/components/layout/tabs";

interface ControlTabsProps {
  current: "all" | "mine" | "library" | "own";
  personId: string | null;
  /** The day that is looked back to; the library is of today alone. */
  asOf?: string | undefined;
}

/** The views of the controls: those that are carried out, one's own, and the library they come from. */
export function ControlTabs({ current, personId, asOf }: ControlTabsProps) {
  const addresses = {
    all: onDay("/controls", asOf),
    mine: onDay(`/controls?owner=${personId}`, asOf),
    library: "/controls/library",
    own: "/own-controls",
  };
  return (
    <Tabs
      label="Views of the controls"
      current={addresses[current]}
      items={[
        { href: addresses.all, label: "All controls" },
        { href: addresses.mine, label: "My controls" },
        { href: addresses.library, label: "Library" },
        { href: addresses.own, label: "Own controls of the library" },
      ]}
    />
  );
}
