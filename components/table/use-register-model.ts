"use client";
import {
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { Column, RegisterRow } from "@/lib/platform/register/column";

const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  rowSelectionFeature,
});
const idOf = (row: RegisterRow) => row.id;

/** The table's model: which columns in which order and width, which rows, which of them selected. */
export function useRegisterModel(
  columns: readonly Column[],
  rows: readonly RegisterRow[],
  shown: readonly string[],
) {
  const definitions = useMemo(
    () =>
      columns.map(({ key, label, width }) => ({
        id: key,
        header: label,
        size: width,
        accessorFn: (row: RegisterRow) => row[key] ?? null,
      })),
    [columns],
  );
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ key }) => [key, shown.includes(key)])),
    [columns, shown],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: idOf,
    state: { columnOrder: shown as string[], columnVisibility },
  });
  const visible = table.getVisibleLeafColumns();
  const order = visible.map((column) => column.id).join();
  const drawn = useMemo(() => {
    const byKey = new Map(columns.map((column) => [column.key, column]));
    return order.split(",").flatMap((key) => byKey.get(key) ?? []);
  }, [columns, order]);
  return { table, shown: drawn };
}

export type RegisterModel = ReturnType<typeof useRegisterModel>;

/** The column whose cell carries the row's link: the first that always has a name in it. */
export function linkColumnOf(shown: readonly Column[]): string | undefined {
  const named = shown.find(({ kind, key, nullable }) => kind === "text" && key !== "ref" && !nullable);
  return (named ?? shown[0])?.key;
}
