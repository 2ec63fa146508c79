import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { moneyIn } from "./money";

interface ContributorsProps {
  asOf: string | undefined;
  currency: string;
  risks: readonly {
    id: string;
    ref: string;
    title: string;
    expectedLoss: number | null;
    p95Loss: number | null;
    treatedExpectedLoss: number | null;
  }[];
}

/** The quantified risks, the largest expected loss first; each opens its own. */
export function Contributors({ risks, currency, asOf }: ContributorsProps) {
  const money = moneyIn(currency).whole;
  const total = risks.reduce((sum, { expectedLoss }) => sum + (expectedLoss ?? 0), 0);
  const amount = (loss: number | null) => (loss === null ? "–" : money(loss));
  return (
    <Section title="Where it comes from" flush>
      <SimpleTable
        label="Quantified risks by expected loss"
        columns={[
          { key: "risk", label: "Risk" },
          { key: "expected", label: "Expected", align: "right", width: "8rem" },
          { key: "share", label: "Share", align: "right", width: "5rem" },
          { key: "p95", label: "95th percentile", align: "right", width: "8rem" },
          { key: "treated", label: "Expected, treated", align: "right", width: "9rem" },
        ]}
        rows={risks.map(({ id, ref, title, expectedLoss, p95Loss, treatedExpectedLoss }) => ({
          key: id,
          href: `${onDay(`/risks/${id}`, asOf)}#quantification`,
          cells: {
            risk: `${ref} ${title}`,
            expected: amount(expectedLoss),
            share: total > 0 ? `${Math.round(((expectedLoss ?? 0) / total) * 100)} %` : "–",
            p95: amount(p95Loss),
            treated: amount(treatedExpectedLoss),
          },
        }))}
        empty="None yet."
      />
    </Section>
  );
}
