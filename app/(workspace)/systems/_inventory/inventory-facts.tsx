import Link from "next/link";
import type { ReactNode } from "react";
import type * as z from "zod";
import { type PlacedField, placed } from "@/components/form/form-layout";
import type { FormValues } from "@/components/form/form-values";
import { heldUnder } from "@/components/form/held-under";
import { type Fact, Facts } from "@/components/layout/facts";
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
  const held = (key: string) => heldUnder({ ...record }, key) as CellValue;
  const items = asked.flatMap(({ key, under }): Fact[] => {
    const field = shape[key];
    if (!field || key === "name" || under) return [];
    const meta = fieldMeta(field);
    const wide = meta.kind === "long-text";
    const details = asked.filter((one) => one.under === key && isKnown(held(one.key)));
    if (isKnown(held(key))) {
      const value = (
        <>
          {drawn(meta, held(key))}
          {details.map((one) => (
            <Detail key={one.key} field={shape[one.key]} value={held(one.key)} />
          ))}
        </>
      );
      return [{ label: meta.label, value, wide }];
    }
    if (!record.gaps.includes(key))
      return [{ label: meta.label, value: null, empty: "Not given", wide: false }];
    return [
      { label: meta.label, value: <FillIn {...{ editHref, field: key, label: meta.label }} />, wide: false },
    ];
  });
  return <Facts items={items} columns={2} />;
}

/** What is told with another fact: the day, the note. */
function Detail({ field, value }: { field: z.ZodType | undefined; value: CellValue }) {
  if (!field) return null;
  const meta = fieldMeta(field);
  return (
    <span className="block text-ink-soft text-sm">
      <span className="sr-only">{meta.label}: </span>
      <FieldValue field={meta} value={value} />
    </span>
  );
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
