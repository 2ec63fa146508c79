import Link from "next/link";
import type { ReactNode } from "react";
import type * as z from "zod";
import { type PlacedField, placed } from "@/components/form/form-layout";
import type { FormValues } from "@/components/form/form-values";
import { heldUnder } from "@/components/form/held-under";
import { Facts } from "@/components/layout/facts";
import { FieldValue } from "@/components/ui/field-value";
import { Gap } from "@/components/ui/gap";
import { isKnown } from "@/lib/domain/inventory/rules";
import type { CellValue } from "@/lib/platform/register/column";
import { type FieldMeta, fieldMeta } from "@/lib/platform/schema/field";

interface InventoryFactsProps {
  /** The fields of the concept's schema.ts. */
  shape: Record<string, z.ZodType>;
  record: object & { gaps: readonly string[] };
  fields: readonly (string | PlacedField)[];
  /** The form that fills gaps in, for those who may. */
  editHref: string | null;
}

/** What is known of a record; what is not known opens the form at that field. */
export function InventoryFacts({ shape, record, fields, editHref }: InventoryFactsProps) {
  const asked = fields
    .map(placed)
    .filter(({ when }) => when?.({ ...record } as unknown as FormValues) ?? true);
  const items = asked.flatMap(({ key }) => {
    const field = shape[key];
    if (!field || key === "name") return [];
    const meta = fieldMeta(field);
    const value = heldUnder({ ...record }, key) as CellValue;
    const wide = meta.kind === "long-text";
    if (isKnown(value)) return [{ label: meta.label, value: drawn(meta, value), wide }];
    if (!record.gaps.includes(key))
      return [{ label: meta.label, value: null, empty: "Not given", wide: false }];
    return [
      { label: meta.label, value: <FillIn {...{ editHref, field: key, label: meta.label }} />, wide: false },
    ];
  });
  return <Facts items={items} columns={2} />;
}

/** A gap that leads to where it can be closed. */
function FillIn({ editHref, field, label }: { editHref: string | null; field: string; label: string }) {
  if (!editHref) return <Gap />;
  return (
    <Link href={`${editHref}?field=${field}`} prefetch={false} className="rounded-md hover:opacity-75">
      <Gap>Unknown</Gap>
      <span className="sr-only">, fill in: {label}</span>
    </Link>
  );
}

function drawn(meta: FieldMeta, value: CellValue): ReactNode {
  if (typeof value === "string" && /^https?:\/\//i.test(value) && meta.kind === "text") {
    return (
      <a href={value} target="_blank" rel="noreferrer" className="text-accent hover:underline">
        {value}
      </a>
    );
  }
  return <FieldValue field={meta} value={value} />;
}
