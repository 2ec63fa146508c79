import type { Tried } from "@/app/(workspace)/threat-rules/ask-try";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import type { Finding } from "@/lib/domain/threat-models/schema";

/** Where a rule that was tried applies, where it is silent and where it needs an answer, with the values it looked at. */
export function TriedTable({ tried: { open, needsAnswer, silent, rows, more, names } }: { tried: Tried }) {
  const all = open + needsAnswer + silent;
  return (
    <div className="grid gap-2">
      <p className="text-sm">
        {all === 0
          ? "No element of these types is in it."
          : `Of ${all}: ${open} open, ${needsAnswer} in need of an answer, ${silent} silent.`}
      </p>
      <SimpleTable
        label="Elements and flows that the rule looks at"
        columns={[
          { key: "name", label: "Element" },
          { key: "finding", label: "Comes to", width: "9rem" },
          { key: "facts", label: "Values" },
        ]}
        rows={rows.map(({ id, name, typeName, finding, facts }) => ({
          key: id,
          cells: {
            name: (
              <>
                {name}
                <span className="block text-ink-soft text-xs">{typeName}</span>
              </>
            ),
            finding: <FindingBadge finding={finding} />,
            facts:
              facts.length === 0 ? (
                <span className="text-ink-soft">It asks nothing.</span>
              ) : (
                <ul>
                  {facts.map(({ fact, on, value }) => (
                    <li key={`${fact} ${on ?? ""}`} className="break-words">
                      {`${fact}: ${wordOf(value)}`}
                      {on !== null && on !== id ? ` (${names[on] ?? on})` : ""}
                    </li>
                  ))}
                </ul>
              ),
          },
        }))}
        empty="Nothing to show."
      />
      {more > 0 ? <p className="text-ink-soft text-sm">{`${more} more are not shown.`}</p> : null}
    </div>
  );
}

function FindingBadge({ finding }: { finding: Finding }) {
  if (finding === "open") return <Badge tone="bad">Open</Badge>;
  if (finding === "silent") return <Badge tone="good">Silent</Badge>;
  return <Badge tone="warn">Needs an answer</Badge>;
}

function wordOf(value: string | number | boolean | null): string {
  if (value === null) return "not known";
  return value === true ? "yes" : value === false ? "no" : String(value);
}
