import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { autonomies, exposures, systemKinds } from "@/lib/domain/inventory/systems/options/schema";
import { type CatalogueEntry, harms } from "@/lib/domain/risk-catalogue/schema";
import { threatFamilies } from "@/lib/domain/risks/schema";
import { capitalised } from "@/lib/platform/schema/capitalised";

type Options = readonly { value: string; label: string }[];

const wordsOf = (values: readonly string[], options: Options, none: string) =>
  values.length === 0
    ? none
    : values.map((value) => options.find((option) => option.value === value)?.label ?? value).join(", ");

/** What kind of risk an entry is, and to which systems it typically applies. */
export function AppliesSection({
  entry: { category, threatFamily, harms: kinds, applies },
}: {
  entry: Pick<CatalogueEntry, "category" | "threatFamily" | "harms" | "applies">;
}) {
  return (
    <Section title="Where it belongs">
      <Facts
        items={[
          { label: "Category", value: capitalised(category.replaceAll("-", " ")) },
          {
            label: "Threat family",
            value: wordsOf(threatFamily ? [threatFamily] : [], threatFamilies, "None of the six"),
          },
          { label: "Harm", value: wordsOf(kinds, harms, "None of the four") },
          { label: "Kinds of system", value: wordsOf(applies.kinds, systemKinds, "All") },
          { label: "Exposure", value: wordsOf(applies.exposures, exposures, "All") },
          { label: "Autonomy", value: wordsOf(applies.autonomies, autonomies, "All") },
        ]}
      />
    </Section>
  );
}
