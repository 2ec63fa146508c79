import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import type { getMappings } from "@/lib/domain/frameworks/mappings/queries/mappings";
import { confidences, relationships } from "@/lib/domain/frameworks/schema";

type Row = Awaited<ReturnType<typeof getMappings.execute>>["mappings"][number];

const labelIn = (options: readonly { value: string; label: string }[], value: string) =>
  options.find((one) => one.value === value)?.label ?? value;

/** The rows of a set, in the order of the file. */
export function MappingRows({ rows, from, to }: { rows: readonly Row[]; from: string; to: string }) {
  return (
    <Section title={`Rows: ${rows.length}`} flush>
      <SimpleTable
        label="Rows"
        columns={[
          { key: "from", label: from, width: "30%" },
          { key: "relationship", label: "Is to the other", width: "9rem" },
          { key: "to", label: to, width: "30%" },
          { key: "confidence", label: "How sure" },
        ]}
        rows={rows.map((row) => ({
          key: `${row.from.ref} ${row.to.ref}`,
          cells: {
            from: <Named line={row.from} />,
            relationship: labelIn(relationships, row.relationship),
            to: <Named line={row.to} />,
            confidence: (
              <>
                {labelIn(confidences, row.confidence)}
                {row.note ? <span className="block text-ink-faint text-xs">{row.note}</span> : null}
              </>
            ),
          },
        }))}
        empty="No rows."
      />
    </Section>
  );
}

function Named({ line: { ref, title } }: { line: Row["from"] }) {
  return (
    <>
      <span className="text-ink-soft">{ref}</span>{" "}
      {title ?? <span className="text-ink-faint">no longer in the framework</span>}
    </>
  );
}
