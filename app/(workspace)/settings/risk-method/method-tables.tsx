import { type Band, toneOf } from "@/components/domain/band";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import type { RiskMethod } from "@/lib/domain/risks/method";

interface ScaleTableProps {
  title: string;
  steps: RiskMethod["likelihood"];
}

/** The steps of a scale from low to high. */
export function ScaleTable({ title, steps }: ScaleTableProps) {
  return (
    <Section title={title} flush>
      <SimpleTable
        label={title}
        columns={[
          { key: "step", label: "Step", width: "10rem" },
          { key: "meaning", label: "Meaning" },
        ]}
        rows={steps.map(({ label, meaning }, i) => ({
          key: label,
          cells: { step: `${i + 1} ${label}`, meaning },
        }))}
        empty="No steps."
      />
    </Section>
  );
}

/** Which scores have which level, and how often risks of it are reviewed. */
export function LevelTable({ bands, reviewDays }: Pick<RiskMethod, "bands" | "reviewDays">) {
  return (
    <Section title="Levels" flush>
      <SimpleTable
        label="Levels"
        columns={[
          { key: "level", label: "Level" },
          { key: "scores", label: "Scores" },
          { key: "review", label: "Reviewed every", align: "right" },
        ]}
        rows={bands.map((band: RiskMethod["bands"][number] & Band) => ({
          key: band.level,
          cells: {
            level: <Badge tone={toneOf(band)}>{band.label}</Badge>,
            scores: `${band.from} to ${band.to}`,
            review: `${reviewDays[band.level]} days`,
          },
        }))}
        empty="No levels."
      />
    </Section>
  );
}

/** The highest score of each category that may be accepted without a special role. */
export function AppetiteTable({ categories }: Pick<RiskMethod, "categories">) {
  return (
    <Section title="Appetite" flush>
      <SimpleTable
        label="Categories and their appetite"
        columns={[
          { key: "category", label: "Category" },
          { key: "appetite", label: "Highest score within appetite", align: "right" },
        ]}
        rows={categories.map(({ key, label, appetite }) => ({
          key,
          cells: { category: label, appetite },
          href: `/risks?category=${key}`,
        }))}
        empty="No categories."
      />
    </Section>
  );
}
