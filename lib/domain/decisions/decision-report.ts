import "server-only";
import { decisionsOn } from "@/lib/domain/decisions/queries";
import { decisionStates } from "@/lib/domain/decisions/schema";
import type { Context } from "@/lib/platform/operation/operation";
import type { CellWords } from "@/lib/platform/register/cell-words";
import { badge, type TableBlock } from "@/lib/platform/report/model";
import { shortInstant } from "@/lib/platform/report/record-blocks";
import { formatDay } from "@/lib/platform/time/format-day";

/**
 * Returns the decisions on a record on paper: who asked, who decided, why, until when, and the digest of what was seen; of
 * several records each beside the one that it is on.
 */
export async function decisionTable(
  context: Context,
  subject: string | readonly string[],
  { timeZone }: Pick<CellWords, "timeZone">,
  said: { title?: string; note: string; empty: string },
): Promise<TableBlock> {
  const several = typeof subject !== "string";
  const rows = await decisionsOn(context, several ? subject : [subject]);
  const at = (instant: unknown) => (typeof instant === "string" ? shortInstant(instant, timeZone) : null);
  return {
    kind: "table",
    ...said,
    columns: [
      ...(several ? [{ label: "On", weight: 2 }] : []),
      { label: "State", weight: 1, kind: "badge" },
      { label: "Asked by", weight: 1.3, rowHeader: true },
      { label: "Reason", weight: 2.4 },
      { label: "Decided by", weight: 1.3 },
      { label: "Why", weight: 2 },
      { label: "Digest (SHA-256)", weight: 2.2 },
    ],
    rows: rows.map((row) => {
      const state = decisionStates.find(({ value }) => value === row["state"]);
      const exception = textIn(row["exception"]);
      const until = textIn(row["until"]);
      return [
        ...(several ? [textIn(row["subject"])] : []),
        state ? badge(state.label, state.tone) : String(row["state"]),
        [nameIn(row["requestedBy"]), at(row["requestedAt"])].filter(Boolean).join(", "),
        [
          textIn(row["reason"]),
          until === null ? null : `Until ${formatDay(until)}.`,
          exception === null ? null : `Although something is missing: ${exception}`,
        ]
          .filter(Boolean)
          .join(" "),
        row["signer"] ? [nameIn(row["signer"]), at(row["signedAt"])].filter(Boolean).join(", ") : null,
        textIn(row["signerReason"]) ?? textIn(row["closedReason"]),
        textIn(row["digest"]),
      ];
    }),
  };
}

function nameIn(value: unknown): string {
  return typeof value === "object" && value !== null && "name" in value ? String(value.name) : "somebody";
}

function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
