import Link from "next/link";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import type { listVersions } from "@/lib/domain/frameworks/versions/queries/versions";
import { versionStates } from "@/lib/domain/frameworks/versions/schema";

type Row = Awaited<ReturnType<typeof listVersions.execute>>["rows"][number];

/** Every version that was read from a file, the newest first. */
export function VersionTable({ rows }: { rows: readonly Row[] }) {
  return (
    <SimpleTable
      label="Versions of imported frameworks"
      columns={[
        { key: "name", label: "Framework" },
        { key: "state", label: "State", width: "9rem" },
        { key: "toFulfil", label: "To fulfil", align: "right", width: "7rem" },
        { key: "file", label: "File", width: "24%" },
        { key: "read", label: "Read", width: "14rem" },
      ]}
      rows={rows.map(({ id, key, name, edition, state, toFulfil, fileName, by, at }) => ({
        key: id,
        cells: {
          name: (
            <>
              <Link
                href={`/frameworks/versions/${id}`}
                prefetch={false}
                className="font-medium hover:underline"
              >
                {name}
              </Link>
              <span className="block text-ink-faint text-xs">{`${edition}, ${key}`}</span>
            </>
          ),
          state: <OptionBadge options={versionStates} value={state} />,
          toFulfil,
          file: <span className="break-all">{fileName}</span>,
          read: (
            <>
              {by}, <DateText value={at} />
            </>
          ),
        },
      }))}
      empty="Nothing was imported yet."
    />
  );
}
