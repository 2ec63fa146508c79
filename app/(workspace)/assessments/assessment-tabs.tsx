import { onDay } from "@/components/layout/on-day";
import { Tabs } from "@/components/layout/tabs";

interface AssessmentTabsProps {
  current: "open" | "mine" | "all";
  personId: string | null;
  asOf?: string | undefined;
}

/** The views of the assessments: what is still open, what I answer for, everything, and what was printed. */
export function AssessmentTabs({ current, personId, asOf }: AssessmentTabsProps) {
  const addresses = {
    all: onDay("/assessments", asOf),
    open: onDay("/assessments?open=true", asOf),
    mine: onDay(`/assessments?owner=${personId}`, asOf),
  };
  return (
    <Tabs
      label="Views of the assessments"
      current={addresses[current]}
      items={[
        { href: addresses.all, label: "All assessments" },
        { href: addresses.open, label: "Open" },
        { href: addresses.mine, label: "I answer for" },
        { href: "/assessments/archives", label: "Printed" },
      ]}
    />
  );
}
