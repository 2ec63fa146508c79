import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { shippedRiskNames } from "@/lib/domain/risk-catalogue/queries";
import { appetiteOf, categoryLabel } from "@/lib/domain/risks/rules";
import { threatFamilies } from "@/lib/domain/risks/schema";
import type { RecordParts, RiskRecord } from "./read-record";

interface FactsSectionProps {
  risk: RiskRecord;
  method: RecordParts["method"];
}

/** Where a risk belongs and how it is measured. */
export function FactsSection({ risk, method }: FactsSectionProps) {
  const { category, appetite, threatFamily, owner, unit, reviewEveryDays, createdAt, updatedAt } = risk;
  const family = threatFamilies.find(({ value }) => value === threatFamily)?.label ?? null;
  return (
    <Section title="Facts">
      <Facts
        items={[
          {
            label: "Category",
            value: (
              <Link href={`/risks?category=${category}`} className="hover:underline">
                {categoryLabel(category, method)}
              </Link>
            ),
          },
          {
            label: "Appetite of the category",
            value: <Appetite limit={appetiteOf(category, method)} side={appetite} />,
          },
          { label: "Threat family", value: family, empty: "None of the six" },
          { label: "Owner", value: owner?.name ?? null },
          { label: "Business unit", value: unit.name },
          {
            label: "Reviewed",
            value: reviewEveryDays ? `Every ${reviewEveryDays} days` : "As often as its level asks",
          },
          ...(risk.catalogueKey
            ? [
                {
                  label: "Adopted from the catalogue",
                  value: (
                    <Link href={`/risk-catalogue/${risk.catalogueKey}`} className="hover:underline">
                      {shippedRiskNames().risks.find(({ value }) => value === risk.catalogueKey)?.label ??
                        risk.catalogueKey}
                      , edition {risk.catalogueEdition}
                    </Link>
                  ),
                },
              ]
            : []),
          { label: "Added", value: <DateText value={createdAt} /> },
          { label: "Last changed", value: <DateText value={updatedAt} time /> },
        ]}
      />
    </Section>
  );
}

function Appetite({ limit, side }: { limit: number; side: string | null }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      Score {limit}
      {side === "above" ? <Badge tone="bad">Above appetite</Badge> : null}
      {side === "within" ? <Badge tone="good">Within appetite</Badge> : null}
    </span>
  );
}
