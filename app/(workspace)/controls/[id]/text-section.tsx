import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import type { ControlRecord } from "./read-control";

/** What has to be done by the library, and how it is done here. */
export function TextSection({ control }: { control: ControlRecord }) {
  const { library, implementation, status, statusReason } = control;
  return (
    <Section title="What is done">
      <Facts
        items={[
          ...(library
            ? [
                { label: "Objective", value: library.objective, wide: true },
                { label: "What has to be done", value: library.statement, wide: true },
              ]
            : []),
          ...(status === "not-applicable"
            ? [{ label: "Why it does not apply", value: statusReason, wide: true }]
            : []),
          { label: "How it is carried out here", value: implementation, wide: true },
        ]}
      />
    </Section>
  );
}
