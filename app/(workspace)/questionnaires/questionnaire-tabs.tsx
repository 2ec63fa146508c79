import { Tabs } from "@/components/layout/tabs";

/** The questionnaires that come with Plumbline, and those of the organisation. */
export function QuestionnaireTabs() {
  return (
    <Tabs
      label="Kinds of questionnaires"
      items={[
        { href: "/questionnaires", label: "Ready to use" },
        { href: "/own-questionnaires", label: "Our own" },
      ]}
    />
  );
}
