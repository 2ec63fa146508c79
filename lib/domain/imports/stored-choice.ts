import "server-only";
import type { WorkbookFound } from "@/lib/domain/imports/import-file";
import type { WorkbookSheets } from "@/lib/domain/imports/schema";
import { Prisma } from "@/lib/platform/database/generated/client";

/** How much of a workbook is kept to choose by: sheets, first rows, columns, and characters of a cell. */
const shown = { sheets: 30, rows: 10, columns: 12, characters: 60 };

/** Returns what an import keeps of a workbook: the sheet that is read, and the first rows of each; nothing for CSV. */
export function storedChoice(found: WorkbookFound | null) {
  if (!found) return { sheet: null, headingRow: null, workbook: Prisma.DbNull };
  const { sheets, macros, sheet, headingRow } = found;
  const workbook: WorkbookSheets = {
    macros,
    sheets: sheets.slice(0, shown.sheets).map(({ first, ...rest }) => ({
      ...rest,
      first: first.slice(0, shown.rows).map(({ line, cells }) => ({
        line,
        cells: cells.slice(0, shown.columns).map((cell) => cell.slice(0, shown.characters)),
      })),
    })),
  };
  return { sheet, headingRow, workbook };
}
