import "server-only";
import { oneIn } from "@/lib/domain/risks/quantification/method";
import type { LossFigures } from "@/lib/domain/risks/quantification/schema";
import { listQuantifications } from "@/lib/domain/risks/queries/quantification";
import type { Actor } from "@/lib/platform/access/actor";
import type { CellWords } from "@/lib/platform/register/cell-words";
import { percentOf } from "@/lib/platform/report/curve-scale";
import type { Block, Row } from "@/lib/platform/report/model";
import { shortInstant } from "@/lib/platform/report/record-blocks";

/** Returns what the newest quantification of a risk says on paper: figures, the curve as a table, its grounds; nothing without one. */
export async function lossBlocks(actor: Actor, id: string, { timeZone }: CellWords): Promise<Block[]> {
  const [newest] = (await listQuantifications.execute(actor, { id })).rows;
  if (!newest) return [];
  const { figures, treatedFigures, currency, years, reason, quantifiedBy, quantifiedAt, methodVersion } =
    newest;
  const money = (amount: number) =>
    `${currency} ${Number(amount.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 0 })}`;
  const both = (of: (one: LossFigures) => string): string[] => [
    of(figures),
    ...(treatedFigures ? [of(treatedFigures)] : []),
  ];
  const rows: Row[] = [
    ["Expected loss (the mean)", ...both(({ expected }) => money(expected))],
    ["Chance of any loss", ...both(({ probabilityOfLoss }) => percentOf(probabilityOfLoss))],
    ...oneIn.map(
      (often): Row => [
        `One year in ${often.toLocaleString("en")} costs more than`,
        ...both(({ exceeded }) => money(exceeded.find((one) => one.oneIn === often)?.loss ?? 0)),
      ],
    ),
  ];
  return [
    { kind: "heading", level: 1, text: "Loss in a year" },
    {
      kind: "table",
      title: "What simulated years say",
      note: `${years.toLocaleString("en")} years by version ${methodVersion} of the method, amounts to three figures; estimated by ${quantifiedBy}, ${shortInstant(quantifiedAt, timeZone)}.`,
      columns: [
        { label: "In a year", weight: 2.5, rowHeader: true },
        { label: "Today", weight: 1.2, align: "right" },
        ...(treatedFigures ? [{ label: "Treated", weight: 1.2, align: "right" as const }] : []),
      ],
      rows,
    },
    {
      kind: "curve",
      title: "How likely is a year to cost more than this?",
      counted: `${years.toLocaleString("en")} simulated years`,
      currency,
      lines: [
        { label: "Today", points: figures.curve },
        ...(treatedFigures ? [{ label: "Treated", points: treatedFigures.curve }] : []),
      ],
    },
    { kind: "heading", level: 3, text: "Grounds" },
    { kind: "paragraph", text: reason },
  ];
}
