import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";

interface UnreadableProps {
  facts: readonly { name: string; field: string; words: string; why: string }[];
}

/** What a bill of materials states and the register cannot take as it is, each with the reason; nothing when all is read. */
export function Unreadable({ facts }: UnreadableProps) {
  if (facts.length === 0) return null;
  return (
    <Section title={`Stated, but not readable: ${facts.length}`} flush>
      <SimpleTable
        label="What could not be read"
        columns={[
          { key: "what", label: "Record and fact" },
          { key: "words", label: "The file says", width: "16rem" },
          { key: "why", label: "Why it cannot be taken over", width: "24rem" },
        ]}
        rows={facts.map(({ name, field, words, why }) => ({
          key: `${name} ${field}`,
          cells: { what: `${name}: ${field}`, words, why },
        }))}
        empty=""
      />
    </Section>
  );
}
