import type { OpenedPack } from "@/app/(workspace)/audit-packs/[id]/read-pack";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { addedOptions, leftOutOptions } from "@/lib/domain/audit-packs/schema";
import { sizeWords } from "@/lib/platform/schema/size-words";

/** What a pack is about: scope, frameworks, period, what is left out. */
export function PackFacts({ pack }: { pack: OpenedPack }) {
  const { systems, unit, byRole, size, builtAt, createdBy } = pack;
  const unitName = byRole ? `${unit.name} and everything below it` : "As its report says";
  const left = leftOutOptions.filter(({ value }) => pack.leftOut.includes(value));
  const added = addedOptions.filter(({ value }) => pack.added.includes(value));
  return (
    <Section title="Facts">
      <Facts
        items={[
          { label: "As of the end of", value: <DateText value={pack.asOf} /> },
          { label: "Period from", value: <DateText value={pack.periodFrom} /> },
          {
            label: "Scope",
            value: systems.length > 0 ? systems.map(({ name }) => name).join("\n") : unitName,
          },
          { label: "Frameworks", value: pack.frameworkNames.join("\n"), empty: "None" },
          { label: "Left out", value: left.map(({ label }) => label).join("\n"), empty: "Nothing" },
          ...(added.length > 0
            ? [{ label: "Added", value: added.map(({ label }) => label).join("\n") }]
            : []),
          { label: "Built", value: builtAt ? <DateText value={builtAt} time /> : null, empty: "Not yet" },
          { label: "Size", value: size === null ? null : sizeWords(size), empty: "Not yet" },
          ...(byRole ? [{ label: "Made by", value: createdBy?.name ?? null }] : []),
        ]}
      />
    </Section>
  );
}
