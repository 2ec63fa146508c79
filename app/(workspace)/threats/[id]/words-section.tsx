import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import type { ShownThreat } from "./read-threat";

/** A threat that no rule proposed, in the words of its author. */
export function WordsSection({ threat }: { threat: ShownThreat }) {
  const { source, precondition, action, impact, asset, origin } = threat;
  return (
    <Section title={origin === "file" ? "As the file says it" : "In our own words"} id="why">
      <Facts
        items={[
          { label: "Source", value: source },
          { label: "Precondition", value: precondition },
          { label: "Action", value: action },
          { label: "Impact", value: impact },
          { label: "Asset", value: asset },
        ]}
      />
    </Section>
  );
}
