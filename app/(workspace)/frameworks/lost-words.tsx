import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import type { lostWords } from "@/lib/domain/controls/queries/lost-words";

type Row = Awaited<ReturnType<typeof lostWords.execute>>["rows"][number];

const kinds: Record<Row["what"], string> = {
  finding: "Word on a requirement",
  exclusion: "Exclusion",
  crosswalk: "Word on the crosswalk",
  mapping: "Mapping of an own control",
};

/** What was said of requirements that are gone: kept, to be said anew where it still holds. */
export function LostWords({ rows, draft }: { rows: readonly Row[]; draft: boolean }) {
  if (rows.length === 0) return null;
  return (
    <Section
      title={`Said of requirements that are gone: ${rows.length}`}
      description={
        draft
          ? "Kept, and counts no more once this version is in force. Say it anew of the requirement that took its place."
          : "Kept, and counts no more. Say it anew of the requirement that took its place."
      }
      flush
    >
      <SimpleTable
        label="Said of requirements that are gone"
        columns={[
          { key: "ref", label: "Was", width: "8rem" },
          { key: "what", label: "What", width: "12rem" },
          { key: "words", label: "Words" },
          { key: "where", label: "Where", width: "20%" },
        ]}
        rows={rows.map(({ id, ref, what, words, unit, at }) => ({
          key: `${id} ${ref}`,
          cells: {
            ref,
            what: kinds[what],
            words,
            where: (
              <>
                {unit ?? "Everywhere"}, <DateText value={at} />
              </>
            ),
          },
        }))}
        empty=""
      />
    </Section>
  );
}
