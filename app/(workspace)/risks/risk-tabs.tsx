import { onDay } from "@/components/layout/on-day";
import { Tabs } from "@/components/layout/tabs";

interface RiskTabsProps {
  current: "all" | "mine" | "heat-map" | "quantification";
  personId: string | null;
  /** The day that is looked back to; the other views are then of that day too. */
  asOf?: string | undefined;
}

/** The views of the risk register. */
export function RiskTabs({ current, personId, asOf }: RiskTabsProps) {
  const addresses = {
    all: onDay("/risks", asOf),
    mine: onDay(`/risks?owner=${personId}`, asOf),
    "heat-map": onDay("/risks/heat-map", asOf),
    quantification: "/risks/quantification",
  };
  return (
    <Tabs
      label="Views of the register"
      current={addresses[current]}
      items={[
        { href: addresses.all, label: "All risks" },
        { href: addresses.mine, label: "My risks" },
        { href: addresses["heat-map"], label: "Heat map" },
        { href: addresses.quantification, label: "Losses in a year" },
      ]}
    />
  );
}
