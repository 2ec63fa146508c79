import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { LossFigures } from "../quantification/loss-figures";
import { moneyIn } from "../quantification/money";
import { ActDialog } from "./act-dialog";
import type { RecordParts, RiskRecord } from "./read-record";

interface QuantificationSectionProps {
  risk: RiskRecord;
  quantifications: RecordParts["quantifications"];
}

const start = { frequencyKind: "pert", lossKind: "lognormal" };

/** What a risk costs in a year, by ranges that somebody estimated; earlier estimates stay below. */
export function QuantificationSection({ risk, quantifications }: QuantificationSectionProps) {
  const { can, notNow } = risk;
  const [newest, ...earlier] = quantifications;
  const { reason: _grounds, ...ranges } = newest ?? { reason: "" };
  return (
    <Section
      title="Loss in a year"
      id="quantification"
      flush
      actions={
        can.score || notNow.score ? (
          <ActDialog
            act="quantify"
            risk={risk}
            size="sm"
            reason={notNow.score}
            values={{ ...start, ...ranges }}
          >
            Ranges, not points: say how often it happens and what one event costs. Earlier estimates stay.
          </ActDialog>
        ) : null
      }
    >
      {newest ? (
        <>
          <LossFigures {...newest} />
          <dl className="grid gap-1 px-4 pt-2 pb-3 text-sm">
            <dt className="text-ink-faint text-xs">Grounds</dt>
            <dd className="whitespace-pre-line break-words">{newest.reason}</dd>
            <dd className="text-ink-soft">
              {rangesInWords(newest)} By {newest.quantifiedBy}, <DateText value={newest.quantifiedAt} />, with
              version {newest.methodVersion} of the method.
            </dd>
          </dl>
        </>
      ) : (
        <p className="px-4 pb-3 text-ink-soft text-sm">
          Not quantified. Two ranges are enough: how often it happens, and what one event costs.
        </p>
      )}
      {earlier.length > 0 ? <Earlier quantifications={earlier} /> : null}
    </Section>
  );
}

type Quantification = RecordParts["quantifications"][number];

function Earlier({ quantifications }: { quantifications: readonly Quantification[] }) {
  return (
    <details className="border-line border-t">
      <summary className="cursor-pointer px-4 py-2 text-accent text-sm">
        {quantifications.length === 1
          ? "The earlier estimate"
          : `${quantifications.length} earlier estimates`}
      </summary>
      <SimpleTable
        label="Earlier estimates, newest first"
        columns={[
          { key: "at", label: "When", width: "7rem" },
          { key: "expected", label: "Expected loss", align: "right", width: "8rem" },
          { key: "p95", label: "95th percentile", align: "right", width: "8rem" },
          { key: "method", label: "Method", width: "6rem" },
          { key: "grounds", label: "Grounds" },
          { key: "by", label: "By", width: "9rem" },
        ]}
        rows={quantifications.map((one) => ({
          key: one.id,
          cells: {
            at: <DateText value={one.quantifiedAt} />,
            expected: moneyIn(one.currency).whole(one.figures.expected),
            p95: moneyIn(one.currency).whole(one.figures.p95),
            method: `Version ${one.methodVersion}`,
            grounds: one.reason,
            by: one.quantifiedBy,
          },
        }))}
        empty=""
      />
    </details>
  );
}

function rangesInWords(one: Quantification): string {
  const money = moneyIn(one.currency).whole;
  const often = (low: number, high: number) => `${low} to ${high} events a year`;
  const cost = (low: number, high: number) => `${money(low)} to ${money(high)} an event`;
  const now = `${often(one.frequencyLow, one.frequencyHigh)}, ${cost(one.lossLow, one.lossHigh)}.`;
  const treated = [
    ...(one.treatedFrequencyLow !== null && one.treatedFrequencyHigh !== null
      ? [often(one.treatedFrequencyLow, one.treatedFrequencyHigh)]
      : []),
    ...(one.treatedLossLow !== null && one.treatedLossHigh !== null
      ? [cost(one.treatedLossLow, one.treatedLossHigh)]
      : []),
  ];
  return treated.length > 0 ? `${now} Treated: ${treated.join(", ")}.` : now;
}
