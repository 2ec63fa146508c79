import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { threatStateLabel, threatStates } from "@/lib/domain/threat-models/record/schema";
import { families } from "@/lib/domain/threat-models/schema";
import type { ShownThreat } from "./read-threat";

/** What was decided about a threat, by whom and why, and where it belongs. */
export function DecisionSection({ threat }: { threat: ShownThreat }) {
  const { state, heldState, reason, until, decidedBy, decidedAt, mergedInto, driftReason, family, category } =
    threat;
  const { asked, accepted } = threat.acceptance;
  const none = "Nobody yet";
  return (
    <Section title="Decision">
      <Facts
        items={[
          { label: "State", value: <OptionBadge options={threatStates} value={state} /> },
          ...(heldState ? [{ label: "Was decided as", value: threatStateLabel(heldState) }] : []),
          { label: "Reason", value: reason, empty: "None given" },
          ...(until ? [{ label: "Until", value: <DateText value={until} due /> }] : []),
          ...(accepted
            ? [
                { label: "Asked by", value: accepted.askedBy },
                { label: "Signed by", value: accepted.by },
              ]
            : []),
          ...(asked
            ? [
                {
                  label: "Acceptance asked for",
                  value: (
                    <>
                      by {asked.by}
                      {asked.until ? (
                        <>
                          , until <DateText value={asked.until} />
                        </>
                      ) : null}
                    </>
                  ),
                },
              ]
            : []),
          ...(mergedInto ? [{ label: "Merged into", value: mergedInto }] : []),
          ...(accepted ? [] : [{ label: "Decided by", value: decidedBy, empty: none }]),
          { label: "Decided", value: decidedAt ? <DateText value={decidedAt} time /> : null, empty: none },
          ...(driftReason ? [{ label: "Since", value: driftReason }] : []),
          { label: "Category", value: category },
          { label: "Family", value: families.find(({ value }) => value === family)?.label ?? null },
        ]}
      />
    </Section>
  );
}
