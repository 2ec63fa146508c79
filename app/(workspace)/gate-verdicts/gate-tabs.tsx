import { Tabs } from "@/components/layout/tabs";

/** What gates decided, and by which policies. */
export function GateTabs({ current }: { current: "/gate-verdicts" | "/gate-policies" }) {
  return (
    <Tabs
      label="Gates"
      current={current}
      items={[
        { href: "/gate-verdicts", label: "Verdicts" },
        { href: "/gate-policies", label: "Policies" },
      ]}
    />
  );
}
