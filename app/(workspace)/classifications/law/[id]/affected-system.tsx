import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { OptionBadge } from "@/components/ui/option-badge";
import { classificationStates } from "@/lib/domain/obligations/classifications/schema";
import type { lawChanges } from "@/lib/domain/obligations/law-versions/queries/laws";

type System = Awaited<ReturnType<typeof lawChanges.execute>>["systems"][number];

const kinds = { outcome: "Outcome", duty: "Duty", question: "Open question" } as const;
const ways = {
  added: { label: "New", tone: "warn" },
  removed: { label: "Gone", tone: "neutral" },
  date: { label: "Other date", tone: "info" },
} as const;

/** What changes for one system, line by line. */
export function AffectedSystem({ system: { id, ref, name, state, changes } }: { system: System }) {
  return (
    <Section
      title={
        <Link href={`/systems/${id}/classification`} prefetch={false} className="hover:underline">
          {ref} {name}
        </Link>
      }
      description={
        state === "sealed" ? "Its signature goes stale where an outcome or a question changes." : undefined
      }
      actions={<OptionBadge options={classificationStates} value={state} />}
      flush
    >
      <SimpleTable
        label={`Changes for ${name}`}
        columns={[
          { key: "name", label: "What" },
          { key: "what", label: "Kind", width: "7rem" },
          { key: "how", label: "Change", width: "7rem" },
          { key: "before", label: "Now", width: "16%" },
          { key: "after", label: "Then", width: "16%" },
        ]}
        rows={changes.map((one) => ({
          key: `${one.what} ${one.how} ${one.name}`,
          cells: {
            what: kinds[one.what],
            how: <Badge tone={ways[one.how].tone}>{ways[one.how].label}</Badge>,
            name: one.name,
            before: one.before ?? "",
            after: one.after ?? "",
          },
        }))}
        empty=""
      />
    </Section>
  );
}
