import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import type { LateOwner } from "@/lib/domain/programme/late-by-owner";
import type { Figure } from "@/lib/domain/programme/schema";

/** Who is late with what; each number opens the records it counts. */
export function LateSection({ late }: { late: { rows: readonly LateOwner[]; of: number } }) {
  return (
    <Section
      title="Late, by owner"
      flush
      description={
        late.of > late.rows.length ? `The first ${late.rows.length} of ${late.of} people.` : undefined
      }
    >
      <SimpleTable
        label="Who is late with what"
        columns={[
          { key: "who", label: "Owner" },
          { key: "tasks", label: "Tasks", align: "right", width: "5rem" },
          { key: "risks", label: "Risks", align: "right", width: "5rem" },
          { key: "systems", label: "AI systems", align: "right", width: "6rem" },
        ]}
        rows={late.rows.map(({ id, name, tasks, risks, systems }) => ({
          key: id ?? "none",
          cells: {
            who: id === null ? <span className="text-warn">Nobody owns these</span> : name,
            tasks: <Opening figure={tasks} whose={name} />,
            risks: <Opening figure={risks} whose={name} />,
            systems: <Opening figure={systems} whose={name} />,
          },
        }))}
        empty="Nothing is late."
      />
    </Section>
  );
}

function Opening({ figure: { count, label, href }, whose }: { figure: Figure; whose: string }) {
  if (count === 0) return <span className="text-ink-faint">–</span>;
  return (
    <Link
      href={href}
      aria-label={`${whose}, late: ${label} ${count}`}
      className="text-accent tabular-nums hover:underline"
    >
      {count}
    </Link>
  );
}
