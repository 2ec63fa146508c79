import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import type { TakenImport } from "./outcome-section";

/** What was read of a file: by which tool, how complete, and how many cases came out how. */
export function FileSection({ told }: { told: NonNullable<TakenImport["found"]> }) {
  const { format, formatVersion, tool, toolVersion, targets, complete, failuresOnly, exercise } = told;
  const { counts, checks, passed } = told;
  return (
    <Section title="What the file says">
      <Facts
        items={[
          { label: "Tool", value: [tool, toolVersion].filter(Boolean).join(" ") || null },
          { label: "Format", value: `${format}, ${formatVersion}` },
          { label: "Names as its target", value: targets.join(", ") || null, empty: "Nothing" },
          {
            label: "Complete",
            value: complete ? "Yes" : "No, or it does not say so: it closes nothing",
          },
          ...(failuresOnly ? [{ label: "Lists", value: "Failures alone, so no rate is known" }] : []),
          ...(exercise
            ? [{ label: "Training exercise", value: "It says nothing of the system: no finding follows" }]
            : []),
          {
            label: "Cases evaluated",
            value: `${counts.evaluated}: ${counts.defended} defended, ${counts.vulnerable} vulnerable`,
          },
          {
            label: "In no rate",
            value: `${counts.errors} errors, ${counts.inconclusive} inconclusive, ${counts.skipped} skipped`,
          },
          { label: "Checks", value: `${checks}, of which ${passed} passed` },
        ]}
      />
    </Section>
  );
}
