import { Tabs } from "@/components/layout/tabs";

/** Who is engaged as an auditor, and what they read. */
export function AuditorTabs({ current }: { current: "/audit-engagements" | "/auditor-reads" }) {
  return (
    <Tabs
      label="Auditors"
      current={current}
      items={[
        { href: "/audit-engagements", label: "Engagements" },
        { href: "/auditor-reads", label: "What they read" },
      ]}
    />
  );
}
