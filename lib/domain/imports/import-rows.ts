import "server-only";
import type { RawRow } from "@/lib/domain/imports/rows";
import type { Transaction } from "@/lib/platform/database/client";
import type { Import } from "@/lib/platform/database/generated/client";
import type { RowPlan } from "@/lib/platform/register/import-session";

// Many rows at a time, so in statements that take all of them as one value.

/** Keeps what the dry run found for these rows. */
export async function keepRows(
  tx: Transaction,
  of: Pick<Import, "id" | "unitId">,
  raw: readonly RawRow[],
  plans: readonly RowPlan[],
): Promise<void> {
  const json = JSON.stringify(
    plans.map((plan, index) => ({ ...stored(plan), cells: raw[index]?.cells ?? [] })),
  );
  await tx.$executeRaw`
    insert into import_rows ("importId", line, "unitId", outcome, "recordId", seen, label, cells, details)
    select ${of.id}::uuid, line, ${of.unitId}::uuid, outcome, "recordId", seen, label, cells, details
    from jsonb_to_recordset(${json}::jsonb)
      as r(line integer, outcome text, "recordId" uuid, seen integer, label text, cells jsonb, details jsonb)`;
}

/** Writes down which rows were refused only when they were to be written. */
export async function settleRows(
  tx: Transaction,
  importId: string,
  rows: readonly Pick<
    RowPlan,
    "line" | "outcome" | "recordId" | "seen" | "label" | "differences" | "problems"
  >[],
): Promise<void> {
  const json = JSON.stringify(rows.map(stored));
  await tx.$executeRaw`
    update import_rows i set outcome = r.outcome, "recordId" = r."recordId", details = r.details
    from jsonb_to_recordset(${json}::jsonb) as r(line integer, outcome text, "recordId" uuid, details jsonb)
    where i."importId" = ${importId}::uuid and i.line = r.line`;
}

function stored({ line, outcome, recordId, seen, label, differences, problems }: Omit<RowPlan, "write">) {
  return { line, outcome, recordId, seen, label, details: { differences, problems } };
}
