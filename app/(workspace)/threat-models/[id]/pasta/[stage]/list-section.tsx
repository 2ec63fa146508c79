import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { FieldValue } from "@/components/ui/field-value";
import { type ListKey, lists } from "@/lib/domain/pasta-stages/schema";
import type { CellValue } from "@/lib/platform/register/column";
import { fieldMeta } from "@/lib/platform/schema/field";
import type { StageRecord } from "../read-stage";
import { EntryForm, RemoveEntry } from "./stage-forms";

/** One list of a stage: what people write down entry by entry. */
export function ListSection({ stage, list }: { stage: StageRecord; list: ListKey }) {
  const { fields, one, many } = lists[list];
  const rows = stage.entries[list] ?? [];
  const columns = Object.entries(fields).map(([key, field]) => ({ key, meta: fieldMeta(field) }));
  const shared = { stage, list, options: stage.options, names: stage.names };
  return (
    <Section
      title={`${many}: ${rows.length}`}
      id={list}
      flush
      actions={stage.can.edit ? <EntryForm {...shared} entry={null} /> : null}
    >
      <SimpleTable
        label={many}
        columns={[
          ...columns.map(({ key, meta }) => ({ key, label: meta.label })),
          { key: "act", label: "", width: "10rem" },
        ]}
        rows={rows.map((entry) => {
          const id = String(entry["id"]);
          const [first = ""] = columns.map(({ key }) => key);
          const name = String(shown(entry[first], first, stage));
          return {
            key: id,
            cells: {
              ...Object.fromEntries(
                columns.map(({ key, meta }) => [
                  key,
                  <FieldValue key={key} field={meta} value={shown(entry[key], key, stage)} />,
                ]),
              ),
              act: stage.can.edit ? (
                <span className="flex flex-wrap justify-end gap-1.5">
                  <EntryForm {...shared} entry={entry} />
                  <RemoveEntry stage={stage} list={list} entry={{ id, name }} />
                </span>
              ) : null,
            },
          };
        })}
        empty={`None yet. Add the first ${one}.`}
      />
    </Section>
  );
}

const mostNamed = 12;

// What an entry names by id, in words.
function shown(value: unknown, key: string, { names, options }: StageRecord): CellValue {
  const choices = key === "elementId" || key === "threatIds" ? options[key] : [];
  const label = (id: string) => choices.find((one) => one.value === id)?.label;
  // Threats by their references: their titles are told where they are chosen.
  const called = (id: string) => (key === "threatIds" ? label(id)?.split(" ")[0] : label(id)) ?? names[id];
  if (Array.isArray(value)) {
    const all = value.map((id) => called(String(id)) ?? "one that is gone");
    const more = all.length - mostNamed;
    return more > 0 ? [...all.slice(0, mostNamed), `and ${more} more`] : all;
  }
  if (typeof value !== "string") return null;
  return key === "ownerId" ? (called(value) ?? "Somebody who left") : (called(value) ?? value);
}
