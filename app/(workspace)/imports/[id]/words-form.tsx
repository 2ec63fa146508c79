"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useApi } from "@/components/form/use-api";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";

interface WordsFormProps {
  id: string;
  version: number;
  fill: Readonly<Record<string, string>>;
  meant: Readonly<Record<string, Readonly<Record<string, string>>>>;
  unread: readonly { field: string; word: string; rows: number }[];
  fields: readonly {
    key: string;
    label: string;
    meanings: readonly { value: string; label: string }[];
  }[];
}

/** Words of the file that are no value of the register: how many rows have each, and what it means. */
export function WordsForm({ id, version, fill, meant, unread, fields }: WordsFormProps) {
  const router = useRouter();
  const { send, pending } = useApi();
  const [refreshing, startTransition] = useTransition();
  const [words, setWords] = useState(meant);
  const shown = unread.flatMap((found) => {
    const field = fields.find(({ key }) => key === found.field);
    return field && field.meanings.length > 0 ? [{ ...found, field }] : [];
  });
  if (shown.length === 0) return null;
  const check = async () => {
    const said = Object.fromEntries(
      Object.entries(words).map(([field, of]) => [
        field,
        Object.fromEntries(Object.entries(of).filter(([, meaning]) => meaning !== "")),
      ]),
    );
    const body = { version, columns: {}, fill, words: said };
    const answer = await send({ method: "POST", url: `/api/v1/imports/${id}/mapping`, body });
    if (answer.ok) startTransition(() => router.refresh());
  };
  return (
    <Section
      title="Words"
      description="Words of the file that the register does not know. What you choose is remembered for your next file with the same headings."
      flush
    >
      <SimpleTable
        label="Words of the file"
        columns={[
          { key: "field", label: "Field", width: "25%" },
          { key: "word", label: "In the file", width: "30%" },
          { key: "rows", label: "Rows", align: "right" },
          { key: "means", label: "Means", width: "16rem" },
        ]}
        rows={shown.map(({ field, word, rows }) => ({
          key: `${field.key} ${word}`,
          cells: {
            field: field.label,
            word: <span className="font-medium">{word}</span>,
            rows: String(rows),
            means: (
              <Select
                aria-label={`${word} of ${field.label} means`}
                value={words[field.key]?.[word] ?? ""}
                onChange={(event) =>
                  setWords({ ...words, [field.key]: { ...words[field.key], [word]: event.target.value } })
                }
              >
                <option value="">Choose…</option>
                {field.meanings.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            ),
          },
        }))}
        empty="The register knows every word."
      />
      <div className="px-4 py-3">
        <Button
          onClick={check}
          pending={pending || refreshing}
          reason={
            JSON.stringify(words) === JSON.stringify(meant) ? "Choose what a word means first." : undefined
          }
        >
          Check again with these words
        </Button>
      </div>
    </Section>
  );
}
