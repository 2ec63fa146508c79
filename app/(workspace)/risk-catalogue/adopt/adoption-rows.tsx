import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";

export interface Row {
  entry: string;
  title: string;
  systems: readonly { id: string; name: string }[];
  state: "added" | "would-add" | "left-out";
  reason: string | null;
  risk: { id: string; ref: string } | null;
}

const states = {
  added: { label: "Added", tone: "good" },
  "would-add": { label: "Would be added", tone: "info" },
  "left-out": { label: "Left out", tone: "warn" },
} as const;

/** What came, or would come, of each entry and system. */
export function AdoptionRows({ rows }: { rows: readonly Row[] }) {
  const count = (state: Row["state"]) => rows.filter((row) => row.state === state).length;
  const words = (Object.keys(states) as Row["state"][])
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${states[state].label.toLowerCase()}`);
  return (
    <Section title="Result" description={words.join(", ")} flush>
      <div aria-live="polite">
        <SimpleTable
          label="What comes of each entry"
          columns={[
            { key: "title", label: "Risk" },
            { key: "systems", label: "AI systems" },
            { key: "state", label: "Result" },
          ]}
          rows={rows.map(({ entry, title, systems, state, reason, risk }) => ({
            key: `${entry} ${systems.map(({ id }) => id).join()}`,
            cells: {
              title: risk ? (
                <Link href={`/risks/${risk.id}`} prefetch={false} className="text-accent">
                  {risk.ref} {title}
                </Link>
              ) : (
                title
              ),
              systems: systems.map(({ name }) => name).join(", "),
              state: (
                <>
                  <Badge tone={states[state].tone}>{states[state].label}</Badge>
                  {reason ? <span className="block text-ink-soft text-xs">{reason}</span> : null}
                </>
              ),
            },
          }))}
          empty="Nothing."
        />
      </div>
    </Section>
  );
}
