"use client";
import { Download } from "lucide-react";
import type { Total } from "@/components/table/use-register-count";
import type { RegisterQuery } from "@/components/table/use-register-query";
import { buttonLook } from "@/components/ui/button-look";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-item";
import type { Column } from "@/lib/platform/register/column";

interface ExportMenuProps {
  concept: string;
  noun: { one: string; many: string };
  columns: readonly Column[];
  shown: readonly string[];
  query: RegisterQuery;
  total: Total | null;
  onPrint: (() => void) | null;
}

/** Saves what the register shows; every line says exactly what the file will hold. */
export function ExportMenu({ concept, noun, columns, shown, query, total, onPrint }: ExportMenuProps) {
  const what = holding(total, query.filtered, noun);
  const href = (format: string, keys: readonly string[]) => {
    const search = new URLSearchParams(query.listed);
    search.set("format", format);
    search.set("columns", keys.join(","));
    return `/api/v1/${concept}/export?${search}`;
  };
  const item = (format: "csv" | "xlsx" | "pdf", keys: readonly string[], label: string): MenuItem => ({
    label,
    detail: `${what}, ${keys.length} ${keys.length === 1 ? "column" : "columns"}`,
    href: href(format, keys),
    download: true,
  });
  const every = columns.map((column) => column.key);
  const items: MenuItem[] = [
    item("csv", shown, "CSV, columns as shown"),
    ...(every.length > shown.length ? [item("csv", every, "CSV, all columns")] : []),
    item("xlsx", shown, "Excel, columns as shown"),
    ...(every.length > shown.length ? [item("xlsx", every, "Excel, all columns")] : []),
    item("pdf", shown, "PDF, columns as shown"),
    ...(onPrint ? [{ label: "A PDF of each, in one ZIP", detail: what, onSelect: onPrint }] : []),
  ];
  return (
    <Menu
      label="Export"
      items={items}
      triggerLook={buttonLook("quiet", "sm")}
      trigger={
        <>
          <Download aria-hidden="true" className="size-4" strokeWidth={1.75} />
          <span className="max-lg:sr-only">Export</span>
        </>
      }
    />
  );
}

function holding(total: Total | null, filtered: boolean, noun: { one: string; many: string }): string {
  if (!total) return filtered ? `The filtered ${noun.many}` : `All ${noun.many}`;
  const word = total.count === 1 ? noun.one : noun.many;
  const number = total.count.toLocaleString("en");
  return filtered ? `${number} filtered ${word}` : `${number} ${word}`;
}
