"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useApi } from "@/components/form/use-api";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { FillFields, type MappedField } from "./fill-fields";

interface MappingFormProps {
  id: string;
  version: number;
  columns: readonly { heading: string; field: string | null; sample: string; note?: string | undefined }[];
  fill: Readonly<Record<string, string>>;
  fields: readonly MappedField[];
  /** The file for which the person said so before; null when it was found by the words. */
  remembered: string | null;
  /** Who said so, where that was somebody else. */
  rememberedBy: string | null;
}

const notImported = "";

/** Which heading of the file feeds which field, to be corrected; what new records need that no heading feeds. */
export function MappingForm({ id, version, columns, fill: given, fields, ...kept }: MappingFormProps) {
  const { remembered, rememberedBy } = kept;
  const router = useRouter();
  const { send, pending } = useApi();
  const [refreshing, startTransition] = useTransition();
  const [feeds, setFeeds] = useState(
    Object.fromEntries(columns.map(({ heading, field }) => [heading, field])),
  );
  const [fill, setFill] = useState(given);
  const fed = new Set(Object.values(feeds));
  const missing = fields.filter(({ key, required }) => (required && !fed.has(key)) || fill[key]);
  const touched =
    columns.some(({ heading, field }) => feeds[heading] !== field) ||
    JSON.stringify(fill) !== JSON.stringify(given);
  const check = async () => {
    const said = Object.fromEntries(Object.entries(fill).filter(([, value]) => value !== ""));
    const body = { version, columns: feeds, fill: said };
    const answer = await send({ method: "POST", url: `/api/v1/imports/${id}/mapping`, body });
    if (answer.ok) startTransition(() => router.refresh());
  };
  const left = columns.filter(({ heading }) => feeds[heading] === null).length;
  return (
    <Section
      title="Columns"
      description={`${left > 0 ? `${left} of ${columns.length} columns of the file are not imported.` : "Every column of the file is imported."} ${
        remembered === null
          ? "What you choose is remembered for your next file with the same headings, and once it is applied for everybody in the unit."
          : `As ${rememberedBy ?? "you"} chose for ${remembered}, which has the same headings; change what is wrong.`
      }`}
      flush
    >
      <FillFields fields={missing} fill={fill} onFill={(key, value) => setFill({ ...fill, [key]: value })} />
      <SimpleTable
        label="Columns of the file"
        columns={[
          { key: "heading", label: "In the file", width: "30%" },
          { key: "sample", label: "First value", width: "30%" },
          { key: "field", label: "Becomes", width: "14rem" },
          { key: "note", label: "Note" },
        ]}
        rows={columns.map(({ heading, sample, note, field }) => ({
          key: heading,
          cells: {
            heading: <span className="font-medium">{heading}</span>,
            sample: <span className="line-clamp-2 text-ink-soft">{sample || "–"}</span>,
            field: (
              <Select
                aria-label={`${heading} becomes`}
                value={feeds[heading] ?? notImported}
                onChange={(event) => setFeeds({ ...feeds, [heading]: event.target.value || null })}
              >
                <option value={notImported}>Not imported</option>
                {fields.map(({ key, label }) => (
                  <option key={key} value={key} disabled={fed.has(key) && feeds[heading] !== key}>
                    {label}
                  </option>
                ))}
              </Select>
            ),
            note: feeds[heading] === field ? <span className="text-ink-soft">{note}</span> : null,
          },
        }))}
        empty="The file has no columns."
      />
      <div className="px-4 py-3">
        <Button
          onClick={check}
          pending={pending || refreshing}
          reason={touched ? undefined : "Change a column first; the file has been checked with these."}
        >
          Check again with these columns
        </Button>
      </div>
    </Section>
  );
}
