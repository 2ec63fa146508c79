import Link from "next/link";
import type * as z from "zod";
import type { Band } from "@/components/domain/band";
import { heldUnder } from "@/components/form/held-under";
import { type Fact, Facts } from "@/components/layout/facts";
import { FieldValue } from "@/components/ui/field-value";
import type { CellValue, Named } from "@/lib/platform/register/column";
import { type FieldMeta, fieldMeta, type Option } from "@/lib/platform/schema/field";

interface RecordFactsProps {
  /** The fields of the concept's schema.ts. */
  shape: Record<string, z.ZodType>;
  /** The record as read: references as { id, name } under `ownerId` or `owner`. */
  record: object;
  fields: readonly string[];
  columns?: 1 | 2 | 3;
  /** Where records of a concept are shown, to make references links: { systems: "/systems" }. */
  hrefs?: Record<string, string>;
  /** Choices known only at run time, such as the categories of the risk method. */
  options?: Record<string, readonly Option[]>;
  bands?: readonly Band[];
}

/** The facts of a record, with labels and words straight from its schema. */
export function RecordFacts({
  shape,
  record,
  fields,
  columns = 2,
  hrefs = {},
  options = {},
  bands,
}: RecordFactsProps) {
  const items = fields.map((key): Fact => {
    const field = shape[key];
    if (!field) throw new Error(`The shape has no field ${key}.`);
    const meta = fieldMeta(field);
    const value = (heldUnder(record as Record<string, unknown>, key) ?? null) as CellValue;
    const drawn = { ...meta, options: options[key] ?? meta.options };
    return {
      label: meta.label,
      value:
        value === null || value === "" ? null : (
          <Value
            meta={meta}
            href={meta.concept ? hrefs[meta.concept] : undefined}
            value={value}
            drawn={drawn}
            bands={bands}
          />
        ),
      wide: meta.kind === "long-text",
    };
  });
  return <Facts items={items} columns={columns} />;
}

interface ValueProps {
  meta: FieldMeta;
  drawn: FieldMeta | (Omit<FieldMeta, "options"> & { options: readonly Option[] | undefined });
  href: string | undefined;
  value: CellValue;
  bands: readonly Band[] | undefined;
}

function Value({ meta, drawn, href, value, bands }: ValueProps) {
  if (href && meta.kind === "reference") return <RecordLink href={href} record={value as Named} />;
  if (href && meta.kind === "references" && (value as Named[]).length > 0) {
    return (
      <ul>
        {(value as Named[]).map((one) => (
          <li key={one.id}>
            <RecordLink href={href} record={one} />
          </li>
        ))}
      </ul>
    );
  }
  return <FieldValue field={drawn} value={value} bands={bands} />;
}

function RecordLink({ href, record }: { href: string; record: Named }) {
  return (
    <Link href={`${href}/${record.id}`} prefetch={false} className="text-accent hover:underline">
      {record.name}
    </Link>
  );
}
