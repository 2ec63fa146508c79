import { onDay } from "@/components/layout/on-day";
import { Tabs } from "@/components/layout/tabs";

interface EvidenceTabsProps {
  current: "all" | "mine" | "requests" | "asked-of-me";
  personId: string | null;
  /** The day that is looked back to; requests are of today alone. */
  asOf?: string | undefined;
}

/** The views of the evidence: what there is, and what was asked for. */
export function EvidenceTabs({ current, personId, asOf }: EvidenceTabsProps) {
  const addresses = {
    all: onDay("/evidence", asOf),
    mine: onDay(`/evidence?owner=${personId}`, asOf),
    requests: "/evidence-requests",
    "asked-of-me": `/evidence-requests?asked=${personId}&state=open`,
  };
  return (
    <Tabs
      label="Views of the evidence"
      current={addresses[current]}
      items={[
        { href: addresses.all, label: "All evidence" },
        { href: addresses.mine, label: "My evidence" },
        { href: addresses.requests, label: "Requests" },
        { href: addresses["asked-of-me"], label: "Asked of me" },
      ]}
    />
  );
}
