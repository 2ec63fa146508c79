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

interface SettingVersionsProps {
  /** What was set: "the risk method". */
  of: string;
  versions: readonly Version[];
  empty: string;
}

/** Who set something when, why, and what each version changed from the one before it. */
export function SettingVersions({ of, versions, empty }: SettingVersionsProps) {
  return (
    <Section title="Versions" flush>
      <SimpleTable
        label={`Versions of ${of}, newest first`}
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
        empty={empty}
      />
    </Section>
  );
}
