import { Tabs } from "@/components/layout/tabs";

interface RiskTabsProps {
  current: "all" | "mine" | "heat-map" | "quantification";
  personId: string | null;
}

/** The views of the risk register. */
export function RiskTabs({ current, personId }: RiskTabsProps) {
  const mine = `/risks?owner=${personId}`;
  const addresses = {
    all: "/risks",
    mine,
    "heat-map": "/risks/heat-map",
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
