import { onDay } from "@/components/layout/on-day";
import { Tabs } from "@/components/layout/tabs";

interface ClassificationTabsProps {
  current: "all" | "unsigned" | "timeline" | "law";
  asOf?: string | undefined;
}

/** The pages about the EU AI Act: every system, those without a signature that holds, and the duties by date. */
export function ClassificationTabs({ current, asOf }: ClassificationTabsProps) {
  const addresses = {
    all: onDay("/classifications", asOf),
    unsigned: onDay("/classifications?unsigned=true", asOf),
    timeline: "/classifications/timeline",
    law: "/classifications/law",
  };
  return (
    <Tabs
      label="Pages about the EU AI Act"
      current={addresses[current]}
      items={[
        { href: addresses.all, label: "All systems" },
        { href: addresses.unsigned, label: "Without a valid signature" },
        { href: addresses.timeline, label: "Timeline" },
        { href: addresses.law, label: "The law's data" },
      ]}
    />
  );
}
