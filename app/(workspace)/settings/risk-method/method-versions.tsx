import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";

interface Version {
  version: number;
  reason: string | null;
  setBy: string;
  setAt: string;
  differences: readonly string[];
}

/** Who set the method when, why, and what changed with it. */
export function MethodVersions({ versions }: { versions: readonly Version[] }) {
  return (
    <Section title="Versions" flush>
      <SimpleTable
        label="Versions of the risk method, newest first"
        columns={[
          { key: "version", label: "Version", width: "5rem" },
          { key: "at", label: "When", width: "8rem" },
          { key: "by", label: "By", width: "10rem" },
          { key: "reason", label: "Reason" },
          { key: "changes", label: "What changed" },
        ]}
        rows={versions.map(({ version, reason, setBy, setAt, differences }) => ({
          key: `${version}`,
          cells: {
            version,
            at: <DateText value={setAt} />,
            by: setBy,
            reason: reason ?? "",
            changes:
              differences.length === 0 ? (
                <span className="text-ink-faint">Nothing</span>
              ) : (
                <ul className="list-disc pl-4">
                  {differences.map((words) => (
                    <li key={words}>{words}</li>
                  ))}
                </ul>
              ),
          },
        }))}
        empty="Nobody has changed the method that Plumbline comes with."
      />
    </Section>
  );
}
